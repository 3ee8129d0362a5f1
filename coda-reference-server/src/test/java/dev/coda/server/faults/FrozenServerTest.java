package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.RunStatus;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two servers on one database: the one that works is frozen, and wakes when it is too late. */
class FrozenServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void theOtherServerTakesOverAndTheFrozenOneWritesNothingWhenItWakes() throws Exception {
    try (Victim victim = new Victim(Path.of("target", "frozen-server"));
        ServerProcess frozen = victim.start();
        ServerProcess other = victim.start()) {
      URI first = Victim.ready(frozen);
      URI second = Victim.ready(other);
      String token = RunningServer.newToken(first);
      ApiClient user = ApiClient.of(second).bearer(token);
      String session = user.post("/api/v1/sessions", "{}").json().get("id").asText();
      Viewer viewer = new Viewer(session, "job-frozen", false, victim.tools);
      CountDownLatch stopped =
          victim.killSwitch.arm(new KillPoint(KillPoint.Place.TOKEN, 5), frozen::freeze);
      Thread asking = Thread.ofVirtual().start(() -> viewer.ask(first, token));
      assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      Viewer elsewhere = new Viewer(session, "job-frozen", false, victim.tools);
      await().atMost(PATIENCE).until(() -> viewer.runId() != null);
      elsewhere.follow(String.valueOf(viewer.runId()), second, token);
      assertThat(elsewhere.seen().status()).isEqualTo(RunStatus.COMPLETED);
      String stored = log(victim);
      assertThat(stored).contains("run_resumed").contains("run_finished");

      frozen.wake();
      asking.join(PATIENCE);
      // Whoever watched the frozen server hears the rest from it, out of the store.
      viewer.rejoin(first, token);
      assertThat(viewer.answerParts()).isEqualTo(elsewhere.answerParts());
      await().during(Duration.ofSeconds(2)).until(() -> log(victim).equals(stored));
      JsonNode messages = user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
      assertThat(messages).hasSize(2);
      assertThat(victim.tools.runAgainAfterTheirResult()).isEmpty();
    }
  }

  private static String log(Victim victim) throws SQLException {
    try (Connection connection = victim.database();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT string_agg(seq || ' ' || type, ',' ORDER BY seq) FROM run_events")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
