package dev.coda.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.MissingProgram;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code mvn package -Parchive} makes, run as its users run it. */
class PackagedServerTest {
  private static final Path ONE_JAR = Path.of("target", "coda-server.jar");
  private static final Path DATA = Path.of("target", "packaged-server");

  @BeforeEach
  void archiveIsThere() {
    if (!Files.exists(ONE_JAR)) {
      MissingProgram.report("The archive is not tested: make it with mvn package -Parchive.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"target/coda-server.jar", "target/app/coda-server.jar"})
  void holdsAChatServesTheWebUiAndStopsInOrder(Path archive) {
    DataFolders.emptyDatabase(DATA);
    Map<String, String> environment =
        Map.of("CODA_PORT", "0", "CODA_DATA_DIR", DATA.toString(), "CODA_MEMORY_ENABLED", "true");
    try (ServerProcess server = ServerProcess.startArchive(archive, environment)) {
      URI uri = server.awaitReady();
      ApiClient user = ApiClient.of(uri).bearer(RunningServer.newToken(uri));

      String stream = user.post("/api/v1/chat/stream", "{\"content\": \"what is 12*7\"}").body();

      assertThat(stream).contains("84", "event: tool_result", "event: run_finished");
      assertThat(user.get("/").body()).contains("<div id=\"root\">");
      assertThat(user.get("/openapi.yml").body()).startsWith("openapi: 3.1");

      server.terminate();
      assertThat(server.awaitExit(Duration.ofSeconds(30))).isZero();
    }
  }

  @Test
  void tellsItsVersion() {
    try (ServerProcess server = ServerProcess.startArchive(ONE_JAR, Map.of(), "--version")) {
      assertThat(server.awaitEnd()).singleElement().asString().matches("Coda \\d+\\.\\d+\\.\\d+.*");
      assertThat(server.exitCode()).isZero();
    }
  }

  @Test
  void aWrongSettingIsOneSentence() {
    Map<String, String> environment = Map.of("CODA_PORT", "many");

    try (ServerProcess server =
        ServerProcess.startArchive(ONE_JAR, environment, "--check-config")) {
      assertThat(server.awaitEnd())
          .singleElement()
          .asString()
          .startsWith("CODA_PORT is 'many'")
          .contains("from 0 to 65535");
      assertThat(server.exitCode()).isEqualTo(1);
    }
  }
}
