package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.server.faults.KillPoint.Place;
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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers on one database: the one that works is frozen, and wakes when it is too late. */
@Tag("drill")
class FrozenServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The other server looks for cut runs every third of a lease; the rest is for a busy machine. */
  private static final Duration TAKE_OVER = Victim.LEASE.plusSeconds(4);

  /** In the middle of a text, with a tool's answer waiting for it, and with a commit on its way. */
  private static final List<KillPoint> POINTS =
      List.of(
          new KillPoint(Place.TOKEN, 5),
          new KillPoint(Place.TOOL_DONE, 0),
          new KillPoint(Place.COMMIT_SENT, 1),
          new KillPoint(Place.COMMIT_SENT, 5));

  @Test
  void theOtherServerTakesOverWithinTheLeaseAndTheFrozenOneWritesNothingWhenItWakes()
      throws Exception {
    try (Victim victim = new Victim(Path.of("target", "frozen-server"));
        ServerProcess frozen = victim.start();
        ServerProcess other = victim.start()) {
      Servers servers = Servers.ready(frozen, other);
      try (Aftermath aftermath = new Aftermath(victim, servers.user)) {
        for (KillPoint point : POINTS) {
          freeze(point, victim, frozen, servers, aftermath);
        }
      }
      assertThat(victim.tools.runAgainAfterTheirResult()).isEmpty();
      assertThat(victim.model.invalidHistories()).isEmpty();
    }
  }

  private static void freeze(
      KillPoint point, Victim victim, ServerProcess frozen, Servers servers, Aftermath aftermath)
      throws Exception {
    String session = servers.user.post("/api/v1/sessions", "{}").json().get("id").asText();
    CompletableFuture<Instant> stopped = new CompletableFuture<>();
    CountDownLatch over = new CountDownLatch(1);
    victim.killSwitch.arm(
        point,
        () -> {
          frozen.freeze();
          stopped.complete(Instant.now());
          return KillSwitch.within(over, PATIENCE);
        });
    Viewer viewer = new Viewer(session, "job-" + point, false);
    Thread asking = Thread.ofVirtual().start(() -> viewer.ask(servers.first, servers.token));
    Instant freeze = stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    Viewer elsewhere = new Viewer(session, "job-" + point, false);
    String run =
        servers.user.get("/api/v1/sessions/" + session).json().get("active_run_id").asText();
    elsewhere.follow(run, servers.second, servers.token);
    assertThat(elsewhere.seen().status()).isEqualTo(RunStatus.COMPLETED);
    Duration takeOver = Duration.between(freeze, resumed(elsewhere));
    System.out.printf("frozen at %s, taken over after %d ms%n", point, takeOver.toMillis());
    assertThat(takeOver).isLessThan(TAKE_OVER);
    String stored = rows(victim);

    // What was under way arrives late, and the frozen server continues where it was.
    over.countDown();
    frozen.wake();
    assertThat(asking.join(PATIENCE)).isTrue();
    // Viewers of the frozen server receive the rest from it, out of the store.
    viewer.rejoin(servers.first, servers.token);
    await().during(Duration.ofSeconds(2)).until(() -> rows(victim).equals(stored));
    aftermath.check(elsewhere);
    aftermath.check(viewer);
  }

  private static Instant resumed(Viewer viewer) {
    return viewer.events().stream()
        .filter(event -> event.payload() instanceof RunResumed)
        .map(RunEvent::ts)
        .findFirst()
        .orElseThrow();
  }

  /** Returns what is in all rows that runs write, each column of them. */
  private static String rows(Victim victim) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = victim.database().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of("sessions", "runs", "run_events", "messages", "tool_calls", "chain_of_thought")) {
        ResultSet digest =
            statement.executeQuery(
                """
                SELECT count(*) || ' ' || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM %s t\
                """
                    .formatted(table));
        digest.next();
        all.append(table).append(' ').append(digest.getString(1)).append('\n');
      }
    }
    return all.toString();
  }

  /** The two servers, and one person who is signed in at both. */
  private record Servers(URI first, URI second, String token, ApiClient user) {
    static Servers ready(ServerProcess one, ServerProcess other) {
      URI first = Victim.ready(one);
      URI second = Victim.ready(other);
      String token = RunningServer.newToken(first);
      return new Servers(first, second, token, ApiClient.of(second).bearer(token));
    }
  }
}
