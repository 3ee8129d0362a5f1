package dev.coda.gates;

import java.nio.file.Path;
import java.util.List;

/**
 * One text file of the repository, its path relative to the root. Immutable.
 *
 * @param text what the file holds, with its line ends as they are
 */
record Source(Path path, String text) {

  /** Extension without its dot, or empty. */
  String extension() {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  boolean isJava() {
    return extension().equals("java");
  }

  boolean isTypeScript() {
    return List.of("ts", "tsx").contains(extension());
  }

  boolean isTest() {
    return slashed().contains("/src/test/") || slashed().matches(".*\\.(test|spec)\\.tsx?");
  }

  /** Written by a program, so that no person's style applies. */
  boolean isGenerated() {
    return slashed().contains("/generated/") || slashed().contains(".gen.");
  }

  int lines() {
    return (int) text.lines().count();
  }

  String slashed() {
    return path.toString().replace('\\', '/');
  }
}
