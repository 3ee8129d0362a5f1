package dev.coda.bridge.schema;

import java.nio.file.Path;

/**
 * A problem of a tool's file. Immutable.
 *
 * @param file the file
 * @param where the place inside it, such as {@code auth.token_env}; empty for the file as a whole
 * @param reason the problem, in a sentence without a full stop
 */
public record ToolFileProblem(Path file, String where, String reason) {
  @Override
  public String toString() {
    return where.isEmpty() ? file + ": " + reason : file + ": " + where + ": " + reason;
  }
}
