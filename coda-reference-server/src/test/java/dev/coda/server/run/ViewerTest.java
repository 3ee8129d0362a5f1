package dev.coda.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ViewerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final RunningServer server = RunningServer.shared();
  private final String token = RunningServer.newToken(server.uri());
  private final ApiClient user = server.anonymous().bearer(token);

  @Test
  void whoStopsReadingIsDetachedAndNobodyElseIs() throws Exception {
    LongRun run = server.bean(LongRunController.class).run();
    try (Socket stalled = open("/api/v1/test/long-run")) {
      Reply other = user.get("/api/v1/test/long-run");
      await().atMost(SOON).until(() -> run.cancelled() == 1);

      assertThat(other.body())
          .contains("id: " + LongRun.EVENTS + "\n")
          .doesNotContain(": detached");
      String rest = readAll(stalled.getInputStream());
      assertThat(rest).contains("id: 1\n").doesNotContain("id: " + LongRun.EVENTS + "\n");
      assertThat(rest).endsWith("rejoin with Last-Event-ID\nretry: 1000\n\n\r\n0\r\n\r\n");
    }
  }

  @Test
  void theStreamsOfASignInEndWithItAndItsRunsDoNot() throws Exception {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    String question =
        """
        {"session_id": "%s", "content": "what is 12*7", "tool_permissions": {"calculator": "ask"}}\
        """
            .formatted(session);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> viewer = threads.submit(() -> user.post("/api/v1/chat/stream", question));
      await()
          .atMost(SOON)
          .until(() -> user.get("/api/v1/sessions/" + session).json().has("active_run_id"));

      assertThat(user.post("/api/v1/auth/logout").status()).isEqualTo(204);

      String seen = viewer.get().body();
      assertThat(seen).contains("event: run_started").doesNotContain("event: run_finished");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"session_id\": \"%s\", \"content\": \"Tell me a long story\"}",
        "{\"session_id\": \"%s\", \"content\": \"what is 12*7\","
            + " \"tool_permissions\": {\"calculator\": \"ask\"}}"
      })
  void seesTheEndOfARunWhoseSessionIsDeleted(String question) throws Exception {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> asking =
          threads.submit(() -> user.post("/api/v1/chat/stream", question.formatted(session)));
      String run =
          await()
              .atMost(SOON)
              .until(
                  () ->
                      user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText(),
                  id -> !id.isEmpty());
      Future<Reply> rejoining =
          threads.submit(() -> user.get("/api/v1/runs/" + run + "/events?after=1"));

      assertThat(user.delete("/api/v1/sessions/" + session).status()).isEqualTo(204);

      for (Future<Reply> viewer : List.of(asking, rejoining)) {
        Reply reply = viewer.get();
        if (reply.status() == 200) {
          assertThat(reply.body()).containsOnlyOnce("event: run_finished");
          assertThat(reply.body()).contains("\"status\":\"cancelled\"");
        }
      }
      assertThat(asking.get().status()).isEqualTo(200);
    }
  }

  /** Sends a request and reads nothing of its answer. */
  private Socket open(String path) throws Exception {
    URI uri = server.uri();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
            .formatted(path, token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String readAll(InputStream in) throws Exception {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
