package dev.coda.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.server.secret.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedDatabaseTest {
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void isStartedAgainOnTheSamePortWithWhatWasCommitted() throws Exception {
    Path data = ClusterFixture.copyTo(folder);
    try (DataDirectory directory = ClusterFixture.directory(data);
        EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
      database.awaitReady();
      DatabaseAddress address = database.address();
      for (int kills = 1; kills <= 2; kills++) {
        try (Connection connection = ClusterFixture.connect(address);
            Statement statement = connection.createStatement()) {
          statement.execute("UPDATE kept SET word = 'treasure %d'".formatted(kills));
        }
        Postmaster killed = postmaster(data);

        killed.process().destroyForcibly();

        await()
            .atMost(RECOVERY)
            .until(() ->
                Postmaster.of(data.resolve("postgres"))
                    .filter(now -> !now.equals(killed))
                    .isPresent());
        await().atMost(RECOVERY).until(() -> database.outage() == null);
        assertThat(database.address()).isEqualTo(address);
        assertThat(ClusterFixture.row(address)).isEqualTo("treasure " + kills);
      }
    }
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void isNotStartedAgainOnceTheServerCloses() throws Exception {
    Path data = ClusterFixture.copyTo(folder);
    Path settings = data.resolve("postgres/postgresql.conf");
    Instant closed;
    try (DataDirectory directory = ClusterFixture.directory(data);
        EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
      database.awaitReady();
      Files.writeString(settings, "shared_bufers = x");
      postmaster(data).process().destroyForcibly();
      await().atMost(RECOVERY).until(() -> database.outage() != null);
      closed = Instant.now();
    }
    assertThat(Duration.between(closed, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(Postmaster.of(data.resolve("postgres"))).isEmpty();
  }

  @Test
  void theServerSaysSoAndAnswersAgainAfterwards() throws Exception {
    Path data = ClusterFixture.copyTo(folder);
    Path settings = data.resolve("postgres/postgresql.conf");
    String right = Files.readString(settings);
    try (ServerProcess server =
        ServerProcess.start(
            Map.of(
                "CODA_PORT",
                "0",
                "CODA_DATA_DIR",
                data.toString(),
                "CODA_ENCRYPTION_KEYS",
                String.join(",", RunningServer.shared().bean(Secrets.class).encryptionKeys())))) {
      ApiClient anonymous = ApiClient.of(server.awaitReady());
      Thread.ofVirtual().start(server::awaitEnd);
      String address = RunningServer.newAddress();
      anonymous.post("/api/v1/auth/register", RunningServer.registration(address));
      assertThat(anonymous.get("/health").status()).isEqualTo(200);

      Files.writeString(settings, "shared_bufers = x");
      postmaster(data).process().destroyForcibly();

      for (String path : new String[] {"/health", "/health/readiness"}) {
        // Its clients notice before the one that looks after it.
        await()
            .atMost(RECOVERY)
            .untilAsserted(() -> {
              Reply down = anonymous.get(path);
              assertThat(down.status()).isEqualTo(503);
              assertThat(down.json().path("status").asText()).isEqualTo("DOWN");
              assertThat(down.json().at("/details/database/details/reason").asText())
                  .contains("embedded PostgreSQL", "started again");
            });
      }
      assertThat(anonymous.get("/health/liveness").status()).isEqualTo(200);
      Reply refused = anonymous.post("/api/v1/auth/login", login(address));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotEmpty();

      Files.writeString(settings, right);

      await().atMost(RECOVERY).until(() -> anonymous.get("/health").status() == 200);
      await()
          .atMost(RECOVERY)
          .until(() -> anonymous.post("/api/v1/auth/login", login(address)).status() == 200);
    }
  }

  private static String login(String address) {
    return "{\"email\": \"%s\", \"password\": \"correct horse\"}".formatted(address);
  }

  private static Postmaster postmaster(Path data) {
    return Postmaster.of(data.resolve("postgres")).orElseThrow();
  }
}
