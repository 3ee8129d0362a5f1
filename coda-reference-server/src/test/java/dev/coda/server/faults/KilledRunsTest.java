package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.RunStatus;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills servers with {@code kill -9} at random moments of their runs, over one database, and checks
 * afterwards what people saw against what is stored. {@code -Dcoda.kills=200} kills more often,
 * {@code -Dcoda.seed} repeats a run of this test.
 */
@Tag("drill")
class KilledRunsTest {
  private static final int KILLS = Integer.getInteger("coda.kills", 8);
  private static final long SEED = Long.getLong("coda.seed", System.nanoTime());
  private static final int RUNS_AT_ONCE = 4;
  private static final long PATIENCE_MS = 60_000;

  private final Random random = new Random(SEED);
  private final List<Viewer> all = new ArrayList<>();
  private final Map<KillPoint.Place, Integer> hits = new EnumMap<>(KillPoint.Place.class);

  @Test
  void nothingIsLostDoubledOrRunTwiceWhereverTheServerIsKilled() throws Exception {
    System.out.printf("%d kills with seed %d%n", KILLS, SEED);
    try (Victim victim = new Victim(Path.of("target", "killed-runs"))) {
      ServerProcess server = victim.start();
      URI uri = Victim.ready(server);
      String person = RunningServer.newAddress();
      ApiClient.of(uri).post("/api/v1/auth/register", RunningServer.registration(person));
      List<Viewer> cut = List.of();
      for (int kill = 0; kill < KILLS; kill++) {
        String token = signIn(person, uri);
        List<Viewer> asking = askers(ApiClient.of(uri).bearer(token), kill);
        ServerProcess doomed = server;
        KillPoint point = KillPoint.random(random);
        CountDownLatch killed = victim.killSwitch.arm(point, doomed::kill);
        List<Thread> watching = rejoin(cut, uri, token);
        watching.addAll(ask(asking, uri, token));
        if (firedBefore(killed, watching)) {
          hits.merge(point.place(), 1, Integer::sum);
        } else {
          victim.killSwitch.disarm();
          doomed.kill();
        }
        join(watching);
        cut = unfinished();
        server = victim.start();
        uri = Victim.ready(server);
      }
      String token = signIn(person, uri);
      join(rejoin(cut, uri, token));
      System.out.printf("killed at the chosen point: %s of %d%n", hits, KILLS);

      assertThat(unfinished()).as("runs without an end").isEmpty();
      assertThat(completed()).as("runs that got to their answer").isGreaterThan(all.size() / 2);
      assertThat(victim.model.invalidHistories()).isEmpty();
      assertThat(victim.tools.runAgainAfterTheirResult()).isEmpty();
      try (Aftermath aftermath = new Aftermath(victim, ApiClient.of(uri).bearer(token))) {
        all.forEach(aftermath::check);
      }
      server.close();
    }
  }

  private List<Viewer> askers(ApiClient user, int kill) {
    List<Viewer> asking = new ArrayList<>();
    for (int i = 0; i < RUNS_AT_ONCE; i++) {
      String session = user.post("/api/v1/sessions", "{}").json().get("id").asText();
      String question = "job-%d-%d".formatted(kill, i);
      asking.add(new Viewer(session, question, random.nextBoolean()));
    }
    all.addAll(asking);
    return asking;
  }

  private long completed() {
    return all.stream().filter(viewer -> viewer.seen().status() == RunStatus.COMPLETED).count();
  }

  private static List<Thread> ask(List<Viewer> viewers, URI server, String token) {
    return viewers.stream()
        .map(viewer -> Thread.ofVirtual().start(() -> viewer.ask(server, token)))
        .toList();
  }

  private static List<Thread> rejoin(List<Viewer> viewers, URI server, String token) {
    List<Thread> threads = new ArrayList<>();
    for (Viewer viewer : viewers) {
      threads.add(Thread.ofVirtual().start(() -> viewer.rejoin(server, token)));
    }
    return threads;
  }

  private static boolean firedBefore(CountDownLatch killed, List<Thread> watching) {
    while (watching.stream().anyMatch(Thread::isAlive)) {
      if (KillSwitch.within(killed, Duration.ofMillis(20))) {
        return true;
      }
    }
    return KillSwitch.within(killed, Duration.ofMillis(1));
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofMillis(PATIENCE_MS)))
          .as("a viewer gets to an end")
          .isTrue();
    }
  }

  private List<Viewer> unfinished() {
    return all.stream().filter(viewer -> !viewer.hasEnded()).toList();
  }

  /** Signs in anew for each server: a long test outlives a token. */
  private static String signIn(String person, URI uri) {
    Reply reply =
        ApiClient.of(uri)
            .post(
                "/api/v1/auth/login",
                RunningServer.registration(person).replace(", \"name\": \"Ada\"", ""));
    return reply.json().get("access_token").textValue();
  }
}
