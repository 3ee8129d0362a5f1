package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.event.RunStatus;
import dev.coda.server.faults.KillPoint.Place;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.server.fixture.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that its supervisor asks to end, with SIGTERM. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String CHAT = "/api/v1/chat/stream";
  private static final String HINT = ": the server is stopping; rejoin with Last-Event-ID\n";

  private static Victim victim;

  @BeforeAll
  static void startDatabase() throws IOException, SQLException {
    victim = new Victim(Path.of("target", "stopped-server"));
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    victim.close();
  }

  @Test
  void isNotReadyAndHandsItsRunsOver() throws Exception {
    try (ServerProcess server = victim.start(Duration.ofSeconds(4))) {
      URI uri = Victim.ready(server);
      String token = RunningServer.newToken(uri);
      ApiClient user = ApiClient.of(uri).bearer(token);
      HeldRun run = HeldRun.start(user, "job-handed-over");
      SocketClient socket = SocketClient.open(uri, run.session, token);
      socket.await("run_started");

      server.terminate();

      await().atMost(SOON).until(() -> user.get("/health/readiness").status() == 503);
      assertThat(user.get("/health/liveness").status()).isEqualTo(200);
      Reply refused = user.post(CHAT, "{\"content\": \"Hello\"}");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("unavailable");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      Reply watched = run.reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(watched.body()).contains(HINT).doesNotContain("event: run_finished");
      assertThat(watched.body()).endsWith("retry: 1000\n\n");
      assertThat(socket.awaitClose()).isEqualTo(1012);
      assertThat(server.awaitExit(SOON)).isZero();

      run.release.countDown();
      try (ServerProcess other = victim.start()) {
        Viewer viewer = new Viewer(run.session, "job-handed-over", false);
        viewer.follow(watched.header("X-Run-Id"), Victim.ready(other), token);
        assertThat(viewer.seen().status()).isEqualTo(RunStatus.COMPLETED);
      }
    }
  }

  @Test
  void letsRunsEndThatCan() throws Exception {
    try (ServerProcess server = victim.start(Duration.ofSeconds(8))) {
      ApiClient user = signedIn(server);
      HeldRun run = HeldRun.start(user, "job-finished");

      server.terminate();
      await().atMost(SOON).until(() -> user.get("/health/readiness").status() == 503);
      run.release.countDown();

      assertThat(run.reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body())
          .contains("event: run_finished", "\"completed\"")
          .doesNotContain(HINT);
      assertThat(server.awaitExit(PATIENCE)).isZero();
    }
  }

  @Test
  void endsAtOnceAfterASecondSignal() throws Exception {
    try (ServerProcess server = victim.start(PATIENCE)) {
      ApiClient user = signedIn(server);
      server.terminate();
      await().atMost(SOON).until(() -> user.get("/health/readiness").status() == 503);

      server.terminate();

      assertThat(server.awaitExit(SOON)).isEqualTo(143);
    }
  }

  private static ApiClient signedIn(ServerProcess server) {
    URI uri = Victim.ready(server);
    return ApiClient.of(uri).bearer(RunningServer.newToken(uri));
  }

  /** A run whose model has said a few words and says no more until it is released. */
  private record HeldRun(String session, CompletableFuture<Reply> reply, CountDownLatch release) {
    static HeldRun start(ApiClient user, String question) throws Exception {
      String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch held = new CountDownLatch(1);
      victim.killSwitch.arm(
          new KillPoint(Place.TOKEN, 5),
          () -> {
            held.countDown();
            return KillSwitch.within(release, PATIENCE);
          });
      String body =
          """
          {"session_id": "%s", "content": "%s",
           "model_provider": "hosted", "model_name": "scripted",
           "tool_permissions": {"count_once": "deny", "count_safely": "deny"}}\
          """
              .formatted(session, question);
      CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> user.post(CHAT, body));
      assertThat(held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return new HeldRun(session, reply, release);
    }
  }
}
