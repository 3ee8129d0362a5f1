package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.server.deploy.Nginx;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RedisProcess;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packed servers behind nginx, over PostgreSQL with a streaming replica and Redis. People only
 * know nginx, which sends each of their requests to whichever server is next.
 */
@Tag("drill")
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeploymentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 6;
  private static final int UNDER_LOAD = 24;

  @TempDir Path folder;

  @Test
  void losesAndDoublesNothingWhileServersAreKilledAndReplaced() throws Exception {
    try (RedisProcess redis = RedisProcess.start();
        Victim victim =
            new Victim(
                Path.of("target", "deployment"),
                Map.of(
                    "REDIS_URL", redis.url(),
                    "CODA_TRUSTED_PROXIES", "127.0.0.1",
                    "CODA_SHUTDOWN_DRAIN", "1s"));
        StandbyDatabase standby =
            StandbyDatabase.of(
                victim.postgres, Path.of("target", "deployment", "standby"), victim.programs)) {
      victim.set(
          "DATABASE_REPLICA_URL",
          "postgresql://coda:coda@127.0.0.1:%d/coda".formatted(standby.port()));
      try (Fleet fleet = new Fleet(victim::startPackedAt);
          Nginx nginx = Nginx.start(folder, fleet.addresses());
          People people = new People(nginx.uri());
          Aftermath aftermath = new Aftermath(victim, people.client)) {
        rejoinAnywhere(people, aftermath);
        assertThat(servers(nginx, "POST /api/v1/chat/stream")).hasSize(2);
        assertThat(servers(nginx, "GET /api/v1/runs/")).hasSize(2);
        kill(fleet, people, aftermath);
        replaceBoth(fleet, people, aftermath);

        assertThat(victim.model.invalidHistories()).isEmpty();
        assertThat(victim.tools.runAgainAfterTheirResult()).isEmpty();
        followsThePrimary(victim, standby, people);
      }
    }
  }

  /** The reader of each answer leaves again and again, and is sent to either server. */
  private static void rejoinAnywhere(People people, Aftermath aftermath) throws Exception {
    List<Viewer> viewers =
        people.ask(AT_ONCE, i -> people.viewer("slow-rejoined-" + i).restless(4));

    assertThat(viewers).allMatch(viewer -> viewer.seen().status() == RunStatus.COMPLETED);
    viewers.forEach(aftermath::check);
  }

  private static void kill(Fleet fleet, People people, Aftermath aftermath) throws Exception {
    List<Viewer> viewers =
        IntStream.range(0, AT_ONCE).mapToObj(i -> people.viewer("slow-killed-" + i)).toList();
    List<Future<Viewer>> watching = viewers.stream().map(people::watch).toList();
    await().atMost(PATIENCE).until(() -> viewers.stream().allMatch(DeploymentTest::isInMidStream));

    fleet.kill(0);
    fleet.restart(0);
    People.join(watching);

    long takenOver = viewers.stream().filter(DeploymentTest::isTakenOver).count();
    System.out.printf("a server was killed: %d of %d runs taken over%n", takenOver, AT_ONCE);
    assertThat(takenOver).as("each server had a part").isBetween(1L, AT_ONCE - 1L);
    assertThat(viewers).allMatch(viewer -> viewer.seen().status() == RunStatus.COMPLETED);
    viewers.forEach(aftermath::check);
  }

  private static void replaceBoth(Fleet fleet, People people, Aftermath aftermath)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<Future<List<Viewer>>> load =
        IntStream.range(0, UNDER_LOAD).mapToObj(i -> people.chat(i, over)).toList();

    fleet.replace(0);
    fleet.replace(1);
    over.set(true);
    List<Viewer> viewers = People.join(load).stream().flatMap(List::stream).toList();

    System.out.printf(
        "both servers were replaced: %d runs, %d of them handed over, refused: %s%n",
        viewers.size(),
        viewers.stream().filter(DeploymentTest::isTakenOver).count(),
        viewers.stream()
            .flatMap(viewer -> viewer.refusals().stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    assertThat(viewers).hasSizeGreaterThan(2 * UNDER_LOAD);
    assertThat(viewers)
        .allSatisfy(viewer ->
            assertThat(viewer.seen().status())
                .as(() -> String.valueOf(viewer.events().getLast()))
                .isEqualTo(RunStatus.COMPLETED));
    viewers.forEach(aftermath::check);
  }

  private static void followsThePrimary(Victim victim, StandbyDatabase standby, People people)
      throws SQLException {
    String stored = log(victim.database());
    await().atMost(PATIENCE).until(() -> log(standby.database("coda")).equals(stored));
    Reply usage = people.client.get("/api/v1/analytics/usage");
    assertThat(usage.status()).as(usage.body()).isEqualTo(200);
    assertThat(usage.header("X-Replica-Lag-Ms")).isNotEmpty();
  }

  private static String log(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet digest =
            statement.executeQuery(
                "SELECT count(*) || md5(string_agg(e::text, '|' ORDER BY e::text)) FROM run_events"
                    + " e")) {
      digest.next();
      return digest.getString(1);
    }
  }

  private static boolean isInMidStream(Viewer viewer) {
    return viewer.arrivals().size() > 4;
  }

  private static boolean isTakenOver(Viewer viewer) {
    return viewer.events().stream()
        .map(RunEvent::payload)
        .anyMatch(payload ->
            payload instanceof RunResumed resumed
                && RunResumed.TAKEN_OVER.equals(resumed.reason()));
  }

  /** Returns the addresses of those that answered such requests, alone or in the end. */
  private static List<String> servers(Nginx nginx, String request) throws Exception {
    return nginx.answered().stream()
        .filter(line -> line.contains(request))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .distinct()
        .toList();
  }

  /** People who know nothing but one address. Thread-safe. */
  private static final class People implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI uri;
    private final String token;
    final ApiClient client;

    People(URI uri) {
      this.uri = uri;
      this.token = RunningServer.newToken(uri);
      this.client = ApiClient.of(uri).bearer(token);
    }

    /** Makes a session for a question. */
    Viewer viewer(String question) {
      Reply made =
          await()
              .atMost(PATIENCE)
              .pollDelay(Duration.ZERO)
              .ignoreException(UncheckedIOException.class)
              .until(() -> client.post("/api/v1/sessions", "{}"), reply -> reply.status() == 201);
      return new Viewer(made.json().get("id").textValue(), question, false);
    }

    Future<Viewer> watch(Viewer viewer) {
      return threads.submit(() -> {
        viewer.stay(uri, token);
        return viewer;
      });
    }

    /** Asks several questions at once and watches to the end of each. */
    List<Viewer> ask(int count, IntFunction<Viewer> viewer) throws Exception {
      return join(IntStream.range(0, count).mapToObj(viewer).map(this::watch).toList());
    }

    /** Asks one question after another. */
    Future<List<Viewer>> chat(int person, AtomicBoolean over) {
      return threads.submit(() -> {
        List<Viewer> asked = new ArrayList<>();
        while (!over.get()) {
          Viewer viewer = viewer("slow-loaded-%d-%d".formatted(person, asked.size()));
          viewer.stay(uri, token);
          asked.add(viewer);
        }
        return asked;
      });
    }

    static <T> List<T> join(List<Future<T>> futures) throws Exception {
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
      return results;
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
