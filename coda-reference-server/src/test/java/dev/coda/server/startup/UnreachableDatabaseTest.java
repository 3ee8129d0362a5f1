package dev.coda.server.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.server.secret.Secrets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator reads when DATABASE_URL does not lead to a usable database. */
class UnreachableDatabaseTest {
  private static final Duration SOON = Duration.ofSeconds(25);
  private static final DatabaseAddress REAL = RunningServer.shared().bean(DatabaseAddress.class);

  @Test
  void aClosedPort() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(failure("127.0.0.1:" + port, "coda", "hunter2", "coda"))
        .contains("nothing answers at 127.0.0.1:" + port);
  }

  @Test
  void anUnknownHost() {
    assertThat(failure("nowhere.invalid:5432", "coda", "hunter2", "coda"))
        .contains("the host 'nowhere.invalid' is not known");
  }

  @Test
  void aHostThatAcceptsAndNeverAnswers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(failure("127.0.0.1:" + silent.getLocalPort(), "coda", "hunter2", "coda"))
          .contains("did not answer within 5 s");
    }
  }

  @Test
  void aDatabaseThatDoesNotExist() {
    assertThat(failure(host(), REAL.user(), REAL.password(), "nonesuch"))
        .contains("there is no database 'nonesuch'");
  }

  @Test
  void aWrongUserAndAWrongPassword() {
    assertThat(failure(host(), "nobody", "hunter2", REAL.database()))
        .contains("does not accept user 'nobody'");
    assertThat(failure(host(), REAL.user(), "hunter2", REAL.database()))
        .contains("does not accept user '" + REAL.user() + "'");
  }

  private static String host() {
    return REAL.host() + ":" + REAL.port();
  }

  private static String failure(String host, String user, String password, String database) {
    String url = "postgresql://%s:%s@%s/%s".formatted(user, password, host, database);
    Instant start = Instant.now();
    try (ServerProcess server =
        ServerProcess.start(
            Map.of(
                "CODA_PORT",
                "0",
                "DATABASE_URL",
                url,
                "CODA_JWT_SECRET",
                "0123456789abcdef0123456789abcdef",
                "CODA_ENCRYPTION_KEYS",
                RunningServer.shared().bean(Secrets.class).encryptionKeys().getFirst()))) {
      List<String> output = server.awaitEnd();

      assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(output).singleElement().asString().startsWith("DATABASE_URL: ");
      assertThat(output.getFirst().contains(password)).as("password").isFalse();
      return output.getFirst();
    }
  }
}
