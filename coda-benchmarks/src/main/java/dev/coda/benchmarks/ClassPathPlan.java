package dev.coda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** P26: says what an application brings along that embeds Coda without MCP, or a peer. */
final class ClassPathPlan {
  private static final double MEGABYTE = 1e6;

  /** What asking a model over HTTP takes at least. */
  private static final Pattern FLOOR =
      Pattern.compile(
          "(okhttp|okio|kotlin-stdlib|annotations|jackson-(core|databind|annotations))-.*");

  private ClassPathPlan() {}

  /** Returns no rows where Maven has not resolved the application in this folder of modules. */
  static List<Row> rows(Path folder) throws IOException {
    Path application = file(folder, "application");
    if (!Files.exists(application)) {
      return List.of();
    }
    ClassPath ours = ClassPath.read(application);
    ClassPath floor =
        ours.only(entry -> FLOOR.matcher(String.valueOf(entry.getFileName())).matches());
    Map<String, Series> jars = new LinkedHashMap<>();
    Map<String, Series> bytes = new LinkedHashMap<>();
    for (String peer : Contender.PEERS) {
      Path libraries = file(folder, peer);
      if (Files.exists(libraries)) {
        // The harness is not a jar.
        ClassPath theirs = ClassPath.read(libraries).only(Files::isRegularFile);
        jars.put(peer, once(theirs.entries().size()));
        bytes.put(peer, once(theirs.bytes()));
      }
    }
    return List.of(
        new Row(
            "P26",
            "class path, jars",
            Measure.COUNT,
            once(ours.entries().size()),
            once(floor.entries().size()),
            Target.atMost(16),
            jars),
        new Row(
            "P26",
            "class path, size",
            Measure.BYTES,
            once(ours.bytes()),
            once(floor.bytes()),
            Target.atMost(8.3 * MEGABYTE),
            bytes));
  }

  private static Path file(Path folder, String module) {
    return folder.resolve(module).resolve("target/classpath.txt");
  }

  private static Series once(long value) {
    return new Series(List.of((double) value));
  }
}
