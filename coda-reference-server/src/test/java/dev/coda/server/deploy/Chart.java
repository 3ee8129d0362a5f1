package dev.coda.server.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.Command;
import dev.coda.server.fixture.MissingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Helm chart of {@code deploy/}, as Helm renders it. Thread-safe. */
final class Chart {
  private static final String FOLDER = "helm/coda";

  private Chart() {}

  /**
   * Returns the objects that the chart makes, its hooks among them, with these values as NAME=VALUE
   * or NAME=@FILE in place of its own.
   */
  static List<JsonNode> render(Path folder, String... values) throws IOException {
    Path rendered = folder.resolve("rendered.yaml");
    Command ran = run(folder, rendered, values);
    if (ran.exitCode() != 0) {
      throw new AssertionError(ran.output());
    }
    return Stream.of(Files.readString(rendered).split("(?m)^---\n", -1))
        .filter(object -> !object.isBlank())
        .map(DeployFiles::yaml)
        .toList();
  }

  /** Returns what Helm says about values that it does not accept. */
  static String reject(Path folder, String... values) throws IOException {
    Command ran = run(folder, folder.resolve("rendered.yaml"), values);
    if (ran.exitCode() == 0) {
      throw new AssertionError("Helm accepted " + List.of(values));
    }
    return ran.output();
  }

  private static Command run(Path folder, Path rendered, String... values) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      MissingProgram.report("The chart is not tested: its Helm is for Linux on x86-64.");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ChartRenderer.class.getName(),
                copy(folder.resolve("chart")).toString(),
                rendered.toString()));
    command.addAll(List.of(values));
    return Command.run(Path.of("").toAbsolutePath(), Map.of(), command.toArray(String[]::new));
  }

  /** Copies the chart without the annotation of its hooks, which Helm's library leaves out. */
  private static Path copy(Path chart) throws IOException {
    try (Stream<Path> files = Files.walk(DeployFiles.path(FOLDER))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = chart.resolve(DeployFiles.path(FOLDER).relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(
            target, DeployFiles.text(file).replaceAll("(?m)^ *helm.sh/hook: .*\n", ""));
      }
    }
    return chart;
  }
}
