package dev.coda.api.tool;

import dev.coda.api.id.RunId;
import org.jspecify.annotations.Nullable;

/** Receives how far a tool has come. Thread-safe. */
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
   * Reports what a run does that does the tool's work, so that a viewer can open its log.
   *
   * @param child the run that does the work
   * @param message one short line
   */
  default void nested(RunId child, String message) {
    report(message, null);
  }

  /**
   * Reports that such a run asks its user something, or no longer asks it.
   *
   * @param child the run that does the work
   * @param message one short line
   * @param question what is asked
   */
  default void asks(RunId child, String message, NestedQuestion question) {
    nested(child, message);
  }
}
