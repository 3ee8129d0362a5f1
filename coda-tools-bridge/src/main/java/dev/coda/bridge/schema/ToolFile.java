package dev.coda.bridge.schema;

import dev.coda.api.tool.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one file.
 *
 * @param stamp the file's stamp when it was read; null if it could not be
 * @param parts the other files that it refers to
 * @param digest of the file and the bytes that were read; empty if they could not be
 * @param certain false while there may be a change that the stamp does not show
 * @param tools the tools of its last good version
 * @param notes what is wrong with parts of that version
 * @param flaws why its present version is not in use
 * @param reported whether the flaws are to be shown: not at the first sight of a file that may be
 *     half written
 */
record ToolFile(
    @Nullable FileStamp stamp,
    ToolParts parts,
    String digest,
    boolean certain,
    List<Tool> tools,
    List<Flaw> notes,
    List<Flaw> flaws,
    boolean reported) {

  ToolFile {
    tools = List.copyOf(tools);
    notes = List.copyOf(notes);
    flaws = List.copyOf(flaws);
  }

  boolean isFlawed() {
    return !flaws.isEmpty();
  }

  /** What the operator reads. */
  List<Flaw> shown() {
    if (!isFlawed()) {
      return notes;
    }
    return reported ? flaws : List.of();
  }

  /** Returns whether there is no need to read the file again. */
  boolean isCurrent(FileStamp now) {
    return certain && now.equals(stamp) && parts.isCurrent() && (flaws.isEmpty() || reported);
  }
}
