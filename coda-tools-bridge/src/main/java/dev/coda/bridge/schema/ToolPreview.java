package dev.coda.bridge.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenAPI document or a folder of tool files becomes before it is used. Immutable.
 *
 * @param operations all that the files have, in their order
 * @param problems what is wrong, each with its place and what to do; empty if all is well
 */
public record ToolPreview(List<Operation> operations, List<ToolFileProblem> problems) {
  /** Checks what it is given, and copies what can change. */
  public ToolPreview {
    operations = List.copyOf(operations);
    problems = List.copyOf(problems);
  }

  /**
   * One operation of a file. One that is selected and has no tool has a problem. Immutable.
   *
   * @param file the file that it comes from
   * @param method in capitals
   * @param path as the document gives it; the whole address where the file describes one tool
   * @param selected whether it is to become a tool
   * @param toolName the tool's name; null if it does not become one
   */
  public record Operation(
      Path file, String method, String path, boolean selected, @Nullable String toolName) {
    /** Checks what it is given, and copies what can change. */
    public Operation {
      Objects.requireNonNull(file, "file");
    }
  }

  /**
   * Reads a document of any name, or a folder as {@link SchemaTools} does, with every setting at
   * its default.
   *
   * @param path the file or folder
   * @return the preview
   */
  public static ToolPreview of(Path path) {
    return builder(path).read();
  }

  /**
   * Starts a preview of a document or a folder; every setting has a default.
   *
   * @param path the file or folder
   * @return a builder with the defaults
   */
  public static ToolPreviewBuilder builder(Path path) {
    return new ToolPreviewBuilder(path);
  }

  /** {@return those operations that become tools} */
  public List<Operation> tools() {
    return operations.stream().filter(each -> each.toolName() != null).toList();
  }
}
