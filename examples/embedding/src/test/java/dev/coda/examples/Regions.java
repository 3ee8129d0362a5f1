package dev.coda.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the marked regions of the examples, and the Java that pages show. */
final class Regions {
  static final Path ROOT = Path.of(System.getProperty("coda.root"));
  private static final List<String> PROJECTS =
      List.of("embedding", "spring-boot", "micronaut", "quarkus");
  private static final Pattern REGION =
      Pattern.compile("(?ms)^ *// region ([\\w ]+)$\\n(.*?)^ *// endregion$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```java$\\n(.*?)^```$");

  private Regions() {}

  static String region(String name) {
    return regions()
        .filter(match -> match.group(1).equals(name))
        .map(match -> match.group(2).stripTrailing().stripIndent() + "\n")
        .findFirst()
        .orElseThrow();
  }

  static List<String> all() {
    return regions().map(match -> match.group(2).stripTrailing().stripIndent() + "\n").toList();
  }

  static List<String> shownIn(String page) {
    return FENCE.matcher(read(ROOT.resolve(page))).results().map(match -> match.group(1)).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Stream<MatchResult> regions() {
    return PROJECTS.stream()
        .flatMap(project -> sources(ROOT.resolve("examples").resolve(project).resolve("src")))
        .flatMap(file -> REGION.matcher(read(file)).results());
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
