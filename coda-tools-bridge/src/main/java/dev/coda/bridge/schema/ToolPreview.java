package dev.coda.bridge.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A preview of the tools of an OpenAPI document or a folder of tool files. Immutable.
 *
 * @param operations all operations of the files, in their order
 * @param problems the problems, each with its place and the remedy; empty if there are none
 */
public record ToolPreview(List<Operation> operations, List<ToolFileProblem> problems) {
  /** Copies the lists. */
  public ToolPreview {
    operations = List.copyOf(operations);
    problems = List.copyOf(problems);
  }

  /**
   * One operation of a file. If an operation is selected and has no tool, there is a problem for
   * it. Immutable.
   *
   * @param file the file that it comes from
   * @param method in capitals
   * @param path as the document gives it; the whole address if the file describes one tool
   * @param selected whether it should become a tool
   * @param toolName the tool's name; null if it does not become one
   */
  public record Operation(
      Path file, String method, String path, boolean selected, @Nullable String toolName) {
    /** Validates the components. */
    public Operation {
      Objects.requireNonNull(file, "file");
    }
  }

  /**
   * Reads a document, whose file may have any name, or a folder as {@link SchemaTools} does, with
   * the default settings.
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
