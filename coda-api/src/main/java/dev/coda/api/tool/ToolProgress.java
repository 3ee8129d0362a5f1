package dev.coda.api.tool;

import dev.coda.api.id.RunId;
import org.jspecify.annotations.Nullable;

/** Receives reports about the progress of a tool. Thread-safe. */
@FunctionalInterface
public interface ToolProgress {
  /**
   * Reports progress to the viewers of the run.
   *
   * @param message one short line
   * @param percent 0 to 100; null if unknown
   */
  void report(String message, @Nullable Integer percent);

  /**
   * Reports the progress of a run that does the tool's work, so that a viewer can open its log.
   *
   * @param child the run that does the work
   * @param message one short line
   */
  default void nested(RunId child, String message) {
    report(message, null);
  }

  /**
   * Reports that a run that does the tool's work asks its user a question, or no longer asks it.
   *
   * @param child the run that does the work
   * @param message one short line
   * @param question the question
   */
  default void asks(RunId child, String message, NestedQuestion question) {
    nested(child, message);
  }
}
