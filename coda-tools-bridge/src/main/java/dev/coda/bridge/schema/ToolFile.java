package dev.coda.bridge.schema;

import dev.coda.api.tool.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one file.
 *
 * @param stamp the file's stamp when it was read; null if it could not be
 * @param parts the other files that it refers to
 * @param digest of the file and the bytes that were read; empty if they could not be
 * @param certain false while there may be a change that the stamp does not show
 * @param tools the tools of its last good version
 * @param notes the problems of parts of that version
 * @param problems the reasons why its present version is not used
 * @param reported whether the problems are to be shown: not at the first sight of a file that may
 *     be half written
 */
record ToolFile(
    @Nullable FileStamp stamp,
    ToolParts parts,
    String digest,
    boolean certain,
    List<Tool> tools,
    List<FieldProblem> notes,
    List<FieldProblem> problems,
    boolean reported) {

  ToolFile {
    tools = List.copyOf(tools);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  boolean isInvalid() {
    return !problems.isEmpty();
  }

  /** Returns the problems for the operator. */
  List<FieldProblem> shown() {
    if (!isInvalid()) {
      return notes;
    }
    return reported ? problems : List.of();
  }

  /** Returns whether there is no need to read the file again. */
  boolean isCurrent(FileStamp now) {
    return certain && now.equals(stamp) && parts.isCurrent() && (problems.isEmpty() || reported);
  }
}
