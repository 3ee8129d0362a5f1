package dev.coda.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KilledServerTest {
  private static final Path DATA = Path.of("target", "killed-server");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CODA_PORT", "0", "CODA_DATA_DIR", DATA.toString());

  private final String address = RunningServer.newAddress();

  @Test
  void dataAndSecretsSurviveAKillAndNoDatabaseIsLeftBehind() throws Exception {
    DataFolders.emptyDatabase(DATA);
    String token;
    long orphan;
    try (ServerProcess server = ServerProcess.start(ENVIRONMENT)) {
      Reply registered =
          client(server.awaitReady())
              .post("/api/v1/auth/register", RunningServer.registration(address));
      token = registered.json().path("access_token").asText();
      server.kill();
      orphan = postmaster();
      assertThat(isAlive(orphan)).as("the killed server's database runs on").isTrue();
    }

    try (ServerProcess server = ServerProcess.start(ENVIRONMENT)) {
      URI uri = server.awaitReady();

      assertThat(client(uri).bearer(token).get("/api/v1/auth/me").json().path("email").asText())
          .isEqualTo(address);
      assertThat(isAlive(orphan)).isFalse();
      try (ServerProcess second = ServerProcess.start(ENVIRONMENT)) {
        assertThat(second.awaitEnd())
            .singleElement()
            .asString()
            .contains("Another Coda server", "CODA_DATA_DIR");
        assertThat(second.exitCode()).isEqualTo(1);
      }
    }

    assertThat(DATA.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    for (String secret : new String[] {"jwt.secret", "encryption.keys", "postgres.password"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(DATA.resolve(secret))))
          .isEqualTo("rw-------");
    }
  }

  private static long postmaster() throws IOException {
    Path pidFile = DATA.resolve("postgres").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static ApiClient client(URI uri) {
    return ApiClient.of(uri);
  }
}
