package dev.coda.gates.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one artifact in a repository, which differ only by what follows {@code name}.
 * Immutable.
 *
 * @param id the artifact's id
 * @param folder where its files are
 * @param name what the names of its files begin with: id and version, with the time of a snapshot
 */
record PublishedArtifact(String id, Path folder, String name) {

  private static final String POM = ".pom";

  /** Finds the artifacts below {@code repository}, by their POMs. */
  static List<PublishedArtifact> in(Path repository) throws IOException {
    try (Stream<Path> files = Files.walk(repository)) {
      return files
          .filter(file -> file.toString().endsWith(POM))
          .map(PublishedArtifact::of)
          .sorted(Comparator.comparing(PublishedArtifact::id))
          .toList();
    }
  }

  private static PublishedArtifact of(Path pom) {
    int names = pom.getNameCount();
    String file = pom.getName(names - 1).toString();
    return new PublishedArtifact(
        pom.getName(names - 3).toString(),
        pom.resolveSibling(""),
        file.substring(0, file.length() - POM.length()));
  }

  Pom pom() throws IOException {
    return Pom.read(file(POM));
  }

  Path file(String suffix) {
    return folder.resolve(name + suffix);
  }

  boolean has(String suffix) {
    return Files.exists(file(suffix));
  }

  /**
   * Returns what follows the name in each file: {@code .pom}, {@code -sources.jar.asc} and so on.
   */
  List<String> suffixes() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(name))
          .map(file -> file.substring(name.length()))
          .sorted()
          .toList();
    }
  }

  /** Returns the suffixes of what was built: not those of signatures and checksums. */
  List<String> built() throws IOException {
    return suffixes().stream().filter(suffix -> !suffix.matches(".*\\.(asc|md5|sha\\d+)")).toList();
  }
}
