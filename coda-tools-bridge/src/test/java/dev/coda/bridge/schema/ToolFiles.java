package dev.coda.bridge.schema;

import dev.coda.api.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes tool files as an operator would. */
final class ToolFiles {
  private ToolFiles() {}

  /** A small tool in Coda's own format. */
  static String own(String description, String url) {
    return """
    {"description": "%s", "url": "%s", "parameters": {"type": "object"}, "read_only": true}
    """
        .formatted(description, url);
  }

  static Path write(Path folder, String tool, String content) {
    try {
      Path file = folder.resolve(tool).resolve("schema.json");
      Files.createDirectories(folder.resolve(tool));
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the whole file there at once, as careful editors and deployments do. */
  static void replace(Path folder, String tool, String content) {
    try {
      Path draft = Files.writeString(folder.resolve(tool + ".draft"), content);
      Files.createDirectories(folder.resolve(tool));
      Files.move(
          draft,
          folder.resolve(tool).resolve("schema.json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path folder, String tool) {
    try {
      Files.delete(folder.resolve(tool).resolve("schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names(SchemaTools tools) {
    return tools.tools().stream().map(tool -> tool.spec().name()).toList();
  }

  static Tool tool(SchemaTools tools, String name) {
    return tools.tools().stream()
        .filter(tool -> tool.spec().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + ": " + tools.problems()));
  }

  static List<String> problems(SchemaTools tools) {
    return tools.problems().stream()
        .map(problem -> problem.where() + ": " + problem.reason())
        .toList();
  }
}
