package dev.coda.gates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Reads the text files that people write, and nothing that a build makes. */
final class SourceTree {

  private static final Set<String> SKIPPED_FOLDERS =
      Set.of("target", "node_modules", "dist", "data", "fixtures");

  /** What the shade plugin writes beside the POM that it reduces. */
  private static final String REDUCED_POM = "dependency-reduced-pom.xml";

  private static final Set<String> KEPT_DOT_FOLDERS = Set.of(".ci", ".mvn", ".github");
  private static final Set<String> EXTENSIONS =
      Set.of(
          "java",
          "ts",
          "tsx",
          "css",
          "html",
          "xml",
          "md",
          "yml",
          "yaml",
          "sql",
          "sh",
          "properties");

  private SourceTree() {}

  static List<Source> read(Path root) throws IOException {
    List<Source> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(root) || isOurs(folder.getFileName().toString())
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Source source = new Source(root.relativize(file), "");
            if (attributes.isRegularFile()
                && EXTENSIONS.contains(source.extension())
                && !file.endsWith(REDUCED_POM)) {
              sources.add(
                  new Source(source.path(), Files.readString(file, StandardCharsets.UTF_8)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    sources.sort(Comparator.comparing(Source::path));
    return sources;
  }

  private static boolean isOurs(String folder) {
    return folder.startsWith(".")
        ? KEPT_DOT_FOLDERS.contains(folder)
        : !SKIPPED_FOLDERS.contains(folder);
  }
}
