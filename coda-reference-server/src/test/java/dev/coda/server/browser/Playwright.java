package dev.coda.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.MissingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the browser tests of the web UI, which are Playwright's. */
final class Playwright {
  private static final Path UI = Path.of("..", "coda-ui");
  private static final long PATIENCE_MINUTES = 15;
  private static final String MISSING =
      "The browser test did not run: install Chromium (Debian: apt-get install chromium),"
          + " or name its program in CODA_CHROMIUM.";

  private Playwright() {}

  /**
   * Runs a script of the UI's package and expects its tests to pass. Without a browser the test is
   * skipped; in CI it fails.
   *
   * @param arguments the script's name and what comes after it
   */
  static void run(Map<String, String> environment, String... arguments) throws Exception {
    Optional<Path> chromium = chromium();
    if (chromium.isEmpty()) {
      MissingProgram.report(MISSING);
    }
    Path log = Path.of("target", "browser-" + String.join("-", arguments) + ".log");
    List<String> command = new ArrayList<>(List.of("npm", "run", "--silent", arguments[0], "--"));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(UI.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    process.environment().put("CODA_CHROMIUM", chromium.orElseThrow().toString());
    process.environment().putAll(environment);
    await(process.start(), log);
  }

  private static void await(Process playwright, Path log) throws Exception {
    try {
      boolean ended = playwright.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      assertThat(ended).as("the browser test ended in time").isTrue();
      assertThat(playwright.exitValue()).as(read(log)).isZero();
      assertThat(read(log)).contains("passed");
    } finally {
      playwright.descendants().forEach(ProcessHandle::destroyForcibly);
      playwright.destroyForcibly();
    }
  }

  private static Optional<Path> chromium() {
    return Stream.of(
            Optional.ofNullable(System.getenv("CODA_CHROMIUM")).orElse("/usr/bin/chromium"),
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String read(Path log) throws IOException {
    return Files.readString(log);
  }
}
