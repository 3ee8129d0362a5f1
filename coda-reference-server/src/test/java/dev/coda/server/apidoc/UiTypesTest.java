package dev.coda.server.apidoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The types that the web UI is compiled with are those of the server's document. */
class UiTypesTest {
  private static final Path UI = Path.of("..", "coda-ui");
  private static final Path LOG = Path.of("target", "ui-types-test.log");
  private static final long PATIENCE_MINUTES = 2;

  @Test
  void theWebUiIsCompiledWithTheTypesOfThisServer() throws Exception {
    ProcessBuilder check =
        new ProcessBuilder("npm", "run", "--silent", "api-types", "--", "--check")
            .directory(UI.toFile())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    check.environment().put("CODA_BASE_URL", RunningServer.shared().uri().toString());
    Process process = check.start();
    try {
      boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);

      assertThat(ended).as("the check ended in time").isTrue();
      assertThat(process.exitValue()).as(Files.readString(LOG)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
