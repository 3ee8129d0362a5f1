package dev.coda.server.tool;

import dev.coda.bridge.schema.SchemaTools;
import dev.coda.bridge.schema.ToolFileProblem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools, and the files that could not become a tool. Immutable.
 *
 * @param problems null if all files are valid
 */
public record ToolListView(List<ToolView> items, @Nullable List<FileProblemView> problems) {
  public ToolListView {
    items = List.copyOf(items);
    problems = problems == null || problems.isEmpty() ? null : List.copyOf(problems);
  }

  /**
   * A file that could not become a tool. The full reason is only in the log, since it may contain
   * addresses and names of environment variables. Immutable.
   *
   * @param file the file inside its folder, such as {@code weather/schema.json}
   * @param where the place inside the file; null for the whole file
   */
  public record FileProblemView(String file, @Nullable String where, String reason) {
    private static final String UNUSABLE =
        "The file cannot be used; the server's log has the reason.";

    static FileProblemView of(SchemaTools folder, ToolFileProblem problem) {
      Path inside = folder.directory().relativize(problem.file());
      return new FileProblemView(
          inside.toString(), problem.where().isEmpty() ? null : problem.where(), UNUSABLE);
    }
  }
}
