package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that wait behind a run which waits for a person. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueuedChatTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHAT = "/api/v1/chat/stream";
  private static final int LONGEST_LINE = 8;

  private final URI server = RunningServer.shared().uri();
  private final String token = RunningServer.newToken(server);
  private final ApiClient user = ApiClient.of(server).bearer(token);
  private final String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();

  @Test
  void getsItsHeadersAndACommentBeforeItsTurn() throws Exception {
    String run = pausedRun();
    try (Socket waiting = queue("Second")) {
      assertThat(readUntil(waiting.getInputStream(), ": queued behind the active run"))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("X-Session-Id: " + session)
          .contains("text/event-stream");

      assertThat(user.post("/api/v1/runs/" + run + "/cancel").status()).isEqualTo(202);

      assertThat(readUntil(waiting.getInputStream(), "event: run_finished"))
          .contains("event: run_started");
    }
  }

  @Test
  void leavesTheQueueWhenItsClientHangsUp() throws Exception {
    String run = pausedRun();
    try (Socket gone = queue("Gone")) {
      readUntil(gone.getInputStream(), ": queued");
    }
    CompletableFuture<Reply> stays =
        CompletableFuture.supplyAsync(() -> user.post(CHAT, body("Stays", "queue")));
    await().during(Duration.ofSeconds(1)).until(() -> !stays.isDone());

    user.post("/api/v1/runs/" + run + "/cancel");

    assertThat(stays.get(SOON.toSeconds(), TimeUnit.SECONDS).body()).contains("\"completed\"");
    await()
        .during(Duration.ofSeconds(1))
        .atMost(SOON)
        .until(() -> questions().equals(List.of("what is 12*7", "Stays")));
  }

  @Test
  void refusesMoreThanTheQueueHolds() throws Exception {
    pausedRun();
    List<Socket> line = new ArrayList<>();
    try {
      for (int i = 0; i < LONGEST_LINE; i++) {
        Socket waiting = queue("number " + i);
        line.add(waiting);
        readUntil(waiting.getInputStream(), ": queued");
      }

      Reply refused = user.post(CHAT, body("One more", "queue"));

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("rate_limited");
      assertThat(refused.header("Retry-After")).isNotEmpty();
    } finally {
      for (Socket waiting : line) {
        waiting.close();
      }
    }
  }

  @Test
  void saysInTheStreamThatItsTurnDidNotCome() {
    pausedRun();
    String hasty =
        body("Hasty", "queue").replaceFirst("\\{", "{\"limits\": {\"timeout_ms\": 1000}, ");

    Reply reply = user.post(CHAT, hasty);

    assertThat(reply.body())
        .contains("event: error\n", "\"code\":\"run_active\"", "\"status\":409");
  }

  /** Starts a run that waits for an approval, and returns its id. */
  private String pausedRun() {
    String question =
        body("what is 12*7", "reject")
            .replaceFirst("\\{", "{\"tool_permissions\": {\"calculator\": \"ask\"}, ");
    Thread.ofVirtual().start(() -> user.post(CHAT, question));
    String run =
        await()
            .atMost(SOON)
            .until(
                () -> user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText(),
                id -> !id.isEmpty());
    await()
        .atMost(SOON)
        .until(
            () -> user.get("/api/v1/runs/" + run).json().path("status").asText(), "paused"::equals);
    return run;
  }

  private List<String> questions() {
    List<String> questions = new ArrayList<>();
    for (JsonNode message :
        user.get("/api/v1/sessions/" + session + "/messages").json().get("items")) {
      if (message.get("role").textValue().equals("user")) {
        questions.add(message.get("content").textValue());
      }
    }
    return questions;
  }

  private String body(String content, String onConflict) {
    return """
    {"session_id": "%s", "content": "%s", "on_conflict": "%s"}\
    """
        .formatted(session, content, onConflict);
  }

  private Socket queue(String content) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout((int) SOON.toMillis());
    String body = body(content, "queue");
    String request =
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(CHAT, token, body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("ended before '" + end + "': " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }
}
