package dev.coda.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupFailureTest {
  private static final String URL = "postgresql://ada:s3cret@127.0.0.1:9/coda";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path data;

  @Test
  void aPortInUseIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(failure(Map.of("CODA_PORT", port, "CODA_DATA_DIR", data.toString())))
          .contains("Port " + port, "CODA_PORT");
    }
  }

  @Test
  void aMissingSecretBesideASharedDatabaseIsNamed() {
    assertThat(failure(Map.of("DATABASE_URL", URL)))
        .contains("CODA_JWT_SECRET is missing", "CODA_ENCRYPTION_KEYS is missing")
        .doesNotContain("s3cret");
    assertThat(failure(Map.of("DATABASE_URL", URL, "CODA_JWT_SECRET", SECRET)))
        .contains("CODA_ENCRYPTION_KEYS is missing");
  }

  @Test
  void aShortSecretIsRefused() {
    assertThat(failure(Map.of("CODA_JWT_SECRET", "short", "CODA_DATA_DIR", data.toString())))
        .contains("CODA_JWT_SECRET is too short")
        .doesNotContain("\"short\"");
  }

  private static String failure(Map<String, String> environment) {
    try (ServerProcess server = ServerProcess.start(environment)) {
      List<String> output = server.awaitEnd();

      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(output).allMatch(line -> line.matches("(CODA_|Port )[^\n]*\\."));
      return String.join("\n", output);
    }
  }
}
