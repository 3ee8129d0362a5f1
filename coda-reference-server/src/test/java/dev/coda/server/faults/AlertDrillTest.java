package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.deploy.Prometheus;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RedisProcess;
import dev.coda.server.fixture.RunningServer;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus watches two servers while all goes wrong of which an alert is to warn. */
@Tag("drill")
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AlertDrillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration LONG_LOCK = Duration.ofSeconds(4);
  private static final int PLACES = 8;
  private static final int MORE_THAN_THE_POOL = 30;
  private static final String METRICS_TOKEN = "shown-to-this-Prometheus-alone";
  private static final String CHAT = "/api/v1/chat/stream";
  private static final String TOOLS = question("hosted", "scripted", "job-of-a-person");
  private static final String PRICED = question("openai", "gpt-5-mini", "Hello");
  private static final MockReply ANSWER = MockReply.text("It", " is", " so.");

  private final Set<String> fired = new TreeSet<>();

  @TempDir Path folder;

  @Test
  void everyAlertFiresWhenItShouldAndClearsAndEveryPanelShowsSomething() throws Exception {
    try (RedisProcess redis = RedisProcess.start();
        MockModelServer model = MockModelServer.start().otherwise(request -> ANSWER);
        Victim victim =
            new Victim(Path.of("target", "alert-drill"), settings(redis.url(), model.baseUrl()));
        Fleet fleet = new Fleet(victim::startAt);
        Prometheus prometheus = Prometheus.start(folder, METRICS_TOKEN, fleet.addresses())) {
      String token = RunningServer.newToken(fleet.addresses()[0]);
      ApiClient first = ApiClient.of(fleet.addresses()[0]).bearer(token);
      ApiClient second = ApiClient.of(fleet.addresses()[1]).bearer(token);
      try (Crowd _ = new Crowd(1, OFTEN.multipliedBy(5), () -> first.post(CHAT, TOOLS))) {
        breakWhatServersNeed(prometheus, redis, model, fleet, first, second);
        fill(prometheus, model, first);
        lock(prometheus, victim, first);

        long healed = System.nanoTime();
        await().atMost(PATIENCE).until(() -> prometheus.firing().isEmpty());
        System.out.printf("all clear after %.1f s%n", seconds(healed));
        assertThat(fired).isEqualTo(Prometheus.alerts());
        assertThat(prometheus.emptyPanels()).isEmpty();
      }
    }
  }

  private Map<String, String> settings(String redis, String model) throws Exception {
    // To the scale of the alerts, for which a second is a minute.
    Path router =
        Files.writeString(
            folder.resolve("router.yml"),
            """
            breaker:
              window_time: 5s
              open_for: 1s
            """);
    return Map.of(
        "REDIS_URL",
        redis,
        "OPENAI_BASE_URL",
        model,
        "OPENAI_API_KEY",
        "none",
        "OPENAI_PROTOCOL",
        "chat_completions",
        "CODA_ROUTER_FILE",
        router.toString(),
        "CODA_MAX_ACTIVE_RUNS",
        Integer.toString(PLACES),
        "CODA_METRICS_TOKEN",
        METRICS_TOKEN);
  }

  /** Redis ends, a server dies in the middle of a run, and a provider fails every call. */
  private void breakWhatServersNeed(
      Prometheus prometheus,
      RedisProcess redis,
      MockModelServer model,
      Fleet fleet,
      ApiClient first,
      ApiClient second)
      throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    model.otherwise(request -> ANSWER.after(1, () -> KillSwitch.within(over, PATIENCE)));
    try (Crowd _ = new Crowd(1, PATIENCE, () -> second.post(CHAT, PRICED))) {
      model.awaitExchange(PATIENCE);
      fleet.kill(1);
      redis.kill();
      model.otherwise(request -> MockReply.error(500, "server_error", "Out of order."));
      over.countDown();
      try (Crowd _ = new Crowd(4, OFTEN, () -> first.post(CHAT, PRICED))) {
        awaitFiring(
            prometheus,
            "CodaRedisAway",
            "CodaServerDown",
            "CodaLeasesLost",
            "CodaProviderFailures",
            "CodaProviderLeftAlone");
      }
    }
    redis.restart();
    fleet.restart(1);
    model.otherwise(request -> ANSWER);
    await().atMost(PATIENCE).until(() -> first.post(CHAT, PRICED).body().contains("\"completed\""));
  }

  /** All places for runs are taken, and people keep asking. */
  private void fill(Prometheus prometheus, MockModelServer model, ApiClient first) {
    CountDownLatch over = new CountDownLatch(1);
    model.otherwise(request -> ANSWER.after(1, () -> KillSwitch.within(over, PATIENCE)));
    try (Crowd _ = new Crowd(PLACES + 4, OFTEN, () -> first.post(CHAT, PRICED))) {
      awaitFiring(prometheus, "CodaErrorRate");
      // What the chart's autoscaler would see of both servers.
      Map<String, Double> active = Map.of("coda-server-0", 1.0 * PLACES, "coda-server-1", 0.0);
      await().atMost(PATIENCE).until(() -> prometheus.scalingMetric().equals(active));
      model.otherwise(request -> ANSWER);
      over.countDown();
    }
  }

  /** A transaction of somebody else locks a table again and again that everybody reads. */
  private void lock(Prometheus prometheus, Victim victim, ApiClient first) {
    try (Crowd _ = new Crowd(1, OFTEN.multipliedBy(3), () -> lock(victim));
        Crowd _ = new Crowd(MORE_THAN_THE_POOL, OFTEN, () -> first.get("/api/v1/sessions"))) {
      awaitFiring(prometheus, "CodaConnectionPoolExhausted", "CodaLatency");
    }
  }

  private static void lock(Victim victim) {
    try (Connection connection = victim.database().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE");
      LockSupport.parkNanos(LONG_LOCK.toNanos());
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitFiring(Prometheus prometheus, String... names) {
    assertThat(fired).doesNotContain(names);
    long start = System.nanoTime();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Set<String> now = prometheus.firing();
              now.removeAll(fired);
              now.forEach(name -> System.out.printf("%s after %.1f s%n", name, seconds(start)));
              fired.addAll(now);
              return fired;
            },
            all -> all.containsAll(List.of(names)));
  }

  private static String question(String provider, String model, String content) {
    return "{\"content\": \"%s\", \"model_provider\": \"%s\", \"model_name\": \"%s\"}"
        .formatted(content, provider, model);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
