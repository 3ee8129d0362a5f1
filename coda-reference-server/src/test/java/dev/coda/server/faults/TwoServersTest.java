package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunStatus;
import dev.coda.server.faults.KillPoint.Place;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RedisProcess;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers over one database: what one does, a person at the other sees and steers. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwoServersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** News reach the other server within milliseconds; the rest is for a busy machine. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  @Test
  void areOneByTheirDatabase() throws Exception {
    try (Victim victim = new Victim(Path.of("target", "two-servers"));
        ServerProcess first = victim.start();
        ServerProcess second = victim.start()) {
      Scene scene = Scene.of(victim, first, second);
      try (Aftermath aftermath = new Aftermath(victim, scene.atSecond)) {
        scene.watch(aftermath);
        scene.cancel();
        scene.approve(aftermath);
        scene.change();
        scene.leave();
        scene.killTheFirst(aftermath);
      }
    }
  }

  @Test
  void areOneByRedisAndGoOnWithoutIt() throws Exception {
    try (RedisProcess redis = RedisProcess.start();
        Victim victim =
            new Victim(Path.of("target", "two-servers-redis"), Map.of("REDIS_URL", redis.url()));
        ServerProcess first = victim.start();
        ServerProcess second = victim.start()) {
      Scene scene = Scene.of(victim, first, second);
      try (Aftermath aftermath = new Aftermath(victim, scene.atSecond)) {
        scene.awaitHealth("");
        scene.watch(aftermath);
        scene.cancel();
        scene.change();
        scene.throttle();
        scene.during("flushed", redis::flush, () -> {}, aftermath);
        scene.during("frozen", redis::freeze, redis::wake, aftermath);
        scene.during("killed", redis::kill, redis::restart, aftermath);
        scene.killTheFirst(aftermath);
      }
    }
  }

  /** The two servers, and one person who is signed in at both. */
  private record Scene(
      Victim victim,
      ServerProcess owner,
      URI first,
      URI second,
      String token,
      ApiClient atFirst,
      ApiClient atSecond) {

    static Scene of(Victim victim, ServerProcess owner, ServerProcess other) {
      URI first = Victim.ready(owner);
      URI second = Victim.ready(other);
      String token = RunningServer.newToken(first);
      return new Scene(
          victim,
          owner,
          first,
          second,
          token,
          ApiClient.of(first).bearer(token),
          ApiClient.of(second).bearer(token));
    }

    void watch(Aftermath aftermath) throws Exception {
      Viewer near = new Viewer(session(), "slow-watched", false);
      Viewer far = new Viewer(near.session(), near.question(), false);
      Thread asking = ask(near);
      far.follow(activeRun(near.session()), second, token);
      assertThat(asking.join(PATIENCE)).isTrue();

      aftermath.check(near);
      aftermath.check(far);
      List<Long> delays =
          far.arrivals().keySet().stream()
              .filter(near.arrivals()::containsKey)
              .map(seq ->
                  far.arrivals().getOrDefault(seq, 0L) - near.arrivals().getOrDefault(seq, 0L))
              .map(TimeUnit.NANOSECONDS::toMillis)
              .sorted()
              .toList();
      System.out.printf(
          "seen at the other server: %d of %d events, median %d ms later, at most %d ms%n",
          delays.size(), near.events().size(), delays.get(delays.size() / 2), delays.getLast());
      assertThat(delays).as("token for token").hasSizeGreaterThan(near.events().size() * 3 / 4);
      assertThat(delays.get(delays.size() / 2)).isLessThan(AT_ONCE.toMillis() / 10);
    }

    void cancel() throws Exception {
      Viewer near = new Viewer(session(), "cancelled", false);
      CountDownLatch over = new CountDownLatch(1);
      CompletableFuture<Void> reached = new CompletableFuture<>();
      victim.killSwitch.arm(
          new KillPoint(Place.TOKEN, 5),
          () -> {
            reached.complete(null);
            return KillSwitch.within(over, PATIENCE);
          });
      Thread asking = ask(near);
      reached.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String run = activeRun(near.session());

      long before = System.nanoTime();
      assertThat(atSecond.post("/api/v1/runs/" + run + "/cancel").status()).isEqualTo(202);
      assertThat(asking.join(PATIENCE)).isTrue();
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      over.countDown();

      System.out.printf("cancelled at the other server after %d ms%n", took.toMillis());
      assertThat(near.seen().status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(took).isLessThan(AT_ONCE);
    }

    void approve(Aftermath aftermath) throws Exception {
      permit("\"ask\"");
      String session = session();
      // Somebody who only watches: the decisions are the other server's.
      CompletableFuture<Reply> near =
          CompletableFuture.supplyAsync(
              () -> atFirst.post("/api/v1/chat/stream", Viewer.question(session, "approved")));
      Viewer far = new Viewer(session, "approved", true);
      far.follow(activeRun(session), second, token);

      assertThat(far.seen().status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(far.events()).anyMatch(event -> event.kind() == EventKind.RUN_PAUSED);
      aftermath.check(far);
      assertThat(near.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body())
          .contains("event: run_paused", "event: run_resumed", "event: run_finished");
      permit("null");
    }

    void change() {
      String settings = "/api/v1/settings";
      assertThat(atSecond.get(settings).body()).doesNotContain("dark");
      atFirst.patch(settings, "{\"preferences\": {\"theme\": \"dark\"}}");
      await().atMost(AT_ONCE).until(() -> atSecond.get(settings).body().contains("dark"));

      var made =
          atFirst.post(settings + "/tokens", "{\"name\": \"t\", \"scopes\": [\"read\"]}").json();
      ApiClient program = ApiClient.of(second).bearer(made.get("token").textValue());
      assertThat(program.get("/api/v1/sessions").status()).isEqualTo(200);
      atFirst.delete(settings + "/tokens/" + made.get("id").textValue());
      assertThat(program.get("/api/v1/sessions").status()).isEqualTo(401);
    }

    /** Another person deletes their account at one server, and is refused at the other. */
    void leave() {
      String leaving = RunningServer.newToken(first);
      ApiClient elsewhere = ApiClient.of(second).bearer(leaving);
      assertThat(elsewhere.get("/api/v1/auth/me").status()).isEqualTo(200);

      Reply deleted =
          ApiClient.of(first)
              .bearer(leaving)
              .post("/api/v1/auth/me/delete", "{\"password\": \"correct horse\"}");

      assertThat(deleted.status()).as(deleted.body()).isEqualTo(204);
      await().atMost(AT_ONCE).until(() -> elsewhere.get("/api/v1/auth/me").status() == 401);
    }

    /** Failed sign-ins at both servers are counted together. */
    void throttle() {
      String wrong =
          "{\"email\": \"%s\", \"password\": \"wrong horse\"}"
              .formatted(RunningServer.newAddress());
      for (int i = 0; i < 5; i++) {
        assertThat(signIn(first, wrong)).isEqualTo(401);
        assertThat(signIn(second, wrong)).isEqualTo(401);
      }
      assertThat(signIn(first, wrong)).isEqualTo(429);
      assertThat(signIn(second, wrong)).isEqualTo(429);
    }

    private static int signIn(URI server, String credentials) {
      return ApiClient.of(server).post("/api/v1/auth/login", credentials).status();
    }

    /** Something happens to Redis while a run is watched at the other server. */
    void during(String what, Runnable fault, Runnable repair, Aftermath aftermath)
        throws Exception {
      Viewer near = new Viewer(session(), "slow-" + what, false);
      Viewer far = new Viewer(near.session(), near.question(), false);
      Thread asking = ask(near);
      String run = activeRun(near.session());
      Thread watching = Thread.ofVirtual().start(() -> far.follow(run, second, token));
      await().atMost(PATIENCE).until(() -> far.arrivals().size() > 2);

      fault.run();
      long before = System.nanoTime();
      assertThat(atSecond.get("/api/v1/settings").status()).isEqualTo(200);
      assertThat(signIn(second, RunningServer.credentials(RunningServer.newAddress())))
          .isEqualTo(401);
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      assertThat(asking.join(PATIENCE)).isTrue();
      assertThat(watching.join(PATIENCE)).isTrue();
      System.out.printf("Redis %s: two requests took %d ms%n", what, took.toMillis());

      aftermath.check(near);
      aftermath.check(far);
      assertThat(took).isLessThan(AT_ONCE.multipliedBy(2));
      if (!what.equals("flushed")) {
        awaitHealth("DEGRADED");
        assertThat(atSecond.get("/health/readiness").status()).isEqualTo(200);
      }
      repair.run();
      awaitHealth("");
    }

    void awaitHealth(String status) {
      await()
          .atMost(PATIENCE)
          .until(() -> redis(atFirst).equals(status) && redis(atSecond).equals(status));
    }

    /** Nothing is said of what is as it should be. */
    private static String redis(ApiClient server) {
      return server.get("/health").json().at("/details/redis/status").asText("");
    }

    void killTheFirst(Aftermath aftermath) throws Exception {
      Viewer near = new Viewer(session(), "killed", false);
      Viewer far = new Viewer(near.session(), near.question(), false);
      CountDownLatch joined = new CountDownLatch(1);
      victim.killSwitch.arm(
          new KillPoint(Place.TOKEN, 5),
          () -> {
            KillSwitch.within(joined, PATIENCE);
            owner.kill();
            return false;
          });
      Thread asking = ask(near);
      String run = activeRun(near.session());
      Thread watching = Thread.ofVirtual().start(() -> far.follow(run, second, token));
      await().atMost(PATIENCE).until(() -> far.arrivals().size() > 2);
      joined.countDown();
      assertThat(asking.join(PATIENCE)).isTrue();
      near.rejoin(second, token);
      assertThat(watching.join(PATIENCE)).isTrue();

      aftermath.check(near);
      aftermath.check(far);
    }

    private String session() {
      return atFirst.post("/api/v1/sessions", "{}").json().get("id").asText();
    }

    private Thread ask(Viewer viewer) {
      return Thread.ofVirtual().start(() -> viewer.ask(first, token));
    }

    private String activeRun(String session) {
      return await()
          .atMost(PATIENCE)
          .until(
              () -> atSecond.get("/api/v1/sessions/" + session).json().path("active_run_id"),
              id -> id.isTextual())
          .textValue();
    }

    private void permit(String permission) {
      Reply set =
          atFirst.patch(
              "/api/v1/settings",
              "{\"preferences\": {\"tool_permissions\": {\"count_once\": %s}}}"
                  .formatted(permission));
      assertThat(set.status()).as(set.body()).isEqualTo(200);
    }
  }
}
