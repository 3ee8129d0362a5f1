package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KilledChatTest {
  private static final Path DATA = Path.of("target", "killed-chat");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CODA_PORT", "0", "CODA_DATA_DIR", DATA.toString());
  private static final String CHAT = "/api/v1/chat/stream";
  private static final Duration TAKE_OVER = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void whatWasAnsweredSurvivesAKillAndWhatWasCutOffOrWaitedGoesOn() throws Exception {
    DataFolders.emptyDatabase(DATA);
    String token;
    ChatStream answered;
    String cutRun;
    String cutSession;
    String pausedRun;
    String waitingRun;
    String waitingSession;
    try (ServerProcess server = ServerProcess.start(ENVIRONMENT)) {
      URI uri = server.awaitReady();
      token = RunningServer.newToken(uri);
      ApiClient user = ApiClient.of(uri).bearer(token);
      answered = ChatStream.of(user.post(CHAT, "{\"content\": \"what is 12*7\"}"));
      waitingSession = newSession(user);
      CompletableFuture<Reply> paused =
          ask(
              user,
              """
              {"session_id": "%s", "content": "what is 12*7", "tool_permissions": {"calculator": "ask"}}\
              """
                  .formatted(waitingSession));
      pausedRun = await().until(() -> activeRun(user, waitingSession), run -> !run.isEmpty());
      await().atMost(SOON).until(() -> status(user, pausedRun), "paused"::equals);
      CompletableFuture<Reply> waiting =
          ask(
              user,
              """
              {"session_id": "%s", "content": "Later", "on_conflict": "queue"}\
              """
                  .formatted(waitingSession));
      waitingRun =
          await()
              .atMost(SOON)
              .until(
                  () -> session(user, waitingSession).at("/queued_run_ids/0").asText(),
                  run -> !run.isEmpty());
      cutSession = newSession(user);
      String question = "{\"session_id\": \"%s\", \"content\": \"Hello\"}".formatted(cutSession);
      CompletableFuture<Reply> cut = ask(user, question);
      cutRun = await().until(() -> activeRun(user, cutSession), run -> !run.isEmpty());
      server.kill();
      assertThat(cut).failsWithin(Duration.ofSeconds(30));
      assertThat(paused).failsWithin(Duration.ofSeconds(30));
      assertThat(waiting).failsWithin(Duration.ofSeconds(30));
    }

    try (ServerProcess server = ServerProcess.start(ENVIRONMENT)) {
      ApiClient user = ApiClient.of(server.awaitReady()).bearer(token);

      JsonNode messages =
          user.get("/api/v1/sessions/" + answered.sessionId() + "/messages").json().get("items");
      assertThat(messages).hasSize(2);
      assertThat(messages.get(1).get("content").textValue()).contains("84");
      JsonNode details =
          user.get("/api/v1/messages/" + messages.get(1).get("id").textValue()).json();
      assertThat(details.get("tool_calls")).hasSize(1);
      assertThat(details.get("chain_of_thought")).isNotEmpty();

      await().atMost(TAKE_OVER).until(() -> status(user, cutRun), "completed"::equals);
      assertThat(status(user, waitingRun)).isEqualTo("queued");
      user.post("/api/v1/runs/" + pausedRun + "/cancel");
      await().atMost(SOON).until(() -> status(user, waitingRun), "completed"::equals);
      assertThat(
              user.get("/api/v1/sessions/" + waitingSession + "/messages")
                  .json()
                  .get("items")
                  .findValuesAsText("content"))
          .contains("what is 12*7", "Later");

      ChatStream goesOn =
          ChatStream.of(
              user.post(
                  CHAT, "{\"session_id\": \"%s\", \"content\": \"Again\"}".formatted(cutSession)));
      assertThat(goesOn.types()).endsWith("run_finished");

      JsonNode used = user.get("/api/v1/auth/me").json().get("organization");
      assertThat(used.get("used_requests").asInt()).isEqualTo(5);
      assertThat(used.get("used_tokens").asLong())
          .isEqualTo(
              tokens(user, answered.sessionId())
                  + tokens(user, cutSession)
                  + tokens(user, waitingSession));
    }
  }

  private static long tokens(ApiClient user, String session) {
    long sum = 0;
    for (JsonNode message :
        user.get("/api/v1/sessions/" + session + "/messages").json().get("items")) {
      sum += message.at("/tokens/input").asLong() + message.at("/tokens/output").asLong();
    }
    return sum;
  }

  private static CompletableFuture<Reply> ask(ApiClient user, String request) {
    return CompletableFuture.supplyAsync(
        () -> user.post(CHAT, request), task -> Thread.ofVirtual().start(task));
  }

  private static String newSession(ApiClient user) {
    return user.post("/api/v1/sessions", "{}").json().get("id").textValue();
  }

  private static JsonNode session(ApiClient user, String id) {
    return user.get("/api/v1/sessions/" + id).json();
  }

  private static String activeRun(ApiClient user, String session) {
    return session(user, session).path("active_run_id").asText();
  }

  private static String status(ApiClient user, String run) {
    return user.get("/api/v1/runs/" + run).json().get("status").textValue();
  }
}
