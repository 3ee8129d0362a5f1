package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Command;
import dev.coda.server.fixture.MissingProgram;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The steps of the server's Dockerfile, performed by {@code .ci/image}, and what comes of them. */
@Tag("drill")
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImageTest {
  private static final Path ROOT = Path.of("..");

  /** What the script needs, and what some containers do not permit even to root. */
  private static final String MOUNTS =
      "mount -t tmpfs layers /mnt && mkdir /mnt/root /mnt/changes /mnt/work && mount -t overlay"
          + " root -o lowerdir=/,upperdir=/mnt/changes,workdir=/mnt/work /mnt/root";

  @BeforeEach
  void stepsCanBePerformed() {
    if (!Files.exists(Path.of("target", "app", "coda-server.jar"))) {
      MissingProgram.report("The image is not tested: run mvn verify -Parchive,drills.");
    }
    Command mounts = Command.run(ROOT, Map.of(), "unshare", "--mount", "bash", "-c", MOUNTS);
    if (mounts.exitCode() != 0) {
      System.out.println("The image is not tested: that needs root, and the right to mount.");
    }
    assumeTrue(mounts.exitCode() == 0, mounts.output());
  }

  @Test
  void servesWithoutRightsFromTheCacheThatItsStepsMade() throws IOException {
    try (ServerProcess server =
        ServerProcess.startScript(
            ROOT,
            ".ci/image",
            "deploy/server/Dockerfile",
            "CODA_PORT=0",
            "CODA_SHUTDOWN_DRAIN=0s",
            // A cache that does not fit ends the start.
            "JDK_JAVA_OPTIONS=-XX:AOTMode=on")) {
      URI uri = server.awaitReady();
      Thread.ofVirtual().start(server::awaitEnd);
      ApiClient user = ApiClient.of(uri).bearer(RunningServer.newToken(uri));

      assertThat(user.post("/api/v1/chat/stream", "{\"content\": \"what is 12*7\"}").body())
          .contains("84", "event: run_finished");
      assertThat(Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")))
          .contains("Uid:\t10001\t10001\t10001\t10001");
      String written = "/proc/%d/root/app/written".formatted(server.pid());
      assertThat(Command.run(ROOT, Map.of(), "touch", written).output()).contains("Read-only");

      server.terminate();
      assertThat(server.awaitExit(Duration.ofSeconds(30)))
          .as(() -> String.join("\n", server.output()))
          .isZero();
    }
  }
}
