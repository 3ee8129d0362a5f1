package dev.coda.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.MissingProgram;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Uses the server as people do: in Chromium, with the web UI from its jar. */
class BrowserTest {
  private static final Path UI = Path.of("..", "coda-ui");
  private static final Path LOG = Path.of("target", "browser-test.log");
  private static final long PATIENCE_MINUTES = 8;
  private static final String MISSING =
      "The browser test did not run: install Chromium (Debian: apt-get install chromium),"
          + " or name its program in CODA_CHROMIUM.";

  @Test
  void peopleRegisterChatWithAToolAndFindTheConversationAgain() throws Exception {
    Optional<Path> chromium = chromium();
    if (chromium.isEmpty()) {
      MissingProgram.report(MISSING);
    }
    Process playwright = playwright(chromium.orElseThrow());
    try {
      boolean ended = playwright.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      assertThat(ended).as("the browser test ended in time").isTrue();
      assertThat(playwright.exitValue()).as(log()).isZero();
      assertThat(log()).contains("passed");
    } finally {
      playwright.descendants().forEach(ProcessHandle::destroyForcibly);
      playwright.destroyForcibly();
    }
  }

  private static Process playwright(Path chromium) throws IOException {
    ProcessBuilder process =
        new ProcessBuilder("npm", "run", "--silent", "e2e")
            .directory(UI.toFile())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    process.environment().put("CODA_BASE_URL", RunningServer.shared().uri().toString());
    process.environment().put("CODA_CHROMIUM", chromium.toString());
    return process.start();
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

  private static String log() throws IOException {
    return Files.readString(LOG);
  }
}
