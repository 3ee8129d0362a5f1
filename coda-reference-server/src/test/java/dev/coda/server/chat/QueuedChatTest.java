package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.net.URI;
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
  private static final int MOST = 8;

  private final URI server = RunningServer.shared().uri();
  private final ApiClient user = ApiClient.of(server).bearer(RunningServer.newToken(server));
  private final String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();

  @Test
  void isARunThatIsListedWithTheSessionAndStartsWhenItsTurnComes() throws Exception {
    String first = pausedRun();
    CompletableFuture<Reply> asking = queue("Second");
    String second = awaitQueued(1).getFirst();

    JsonNode waiting = user.get("/api/v1/runs/" + second).json();
    assertThat(waiting.get("status").textValue()).isEqualTo("queued");
    assertThat(waiting.has("started_at")).isFalse();
    assertThat(user.get("/api/v1/sessions/" + session).json().get("active_run_id").textValue())
        .isEqualTo(first);
    JsonNode renamed = user.patch("/api/v1/sessions/" + session, "{\"title\": \"Sums\"}").json();
    assertThat(renamed.get("active_run_id").textValue()).isEqualTo(first);
    assertThat(renamed.at("/queued_run_ids/0").textValue()).isEqualTo(second);
    assertThat(questions()).containsExactly("what is 12*7");

    user.post("/api/v1/runs/" + first + "/cancel");

    Reply reply = asking.get(SOON.toSeconds(), TimeUnit.SECONDS);
    ChatStream stream = ChatStream.of(reply);
    assertThat(stream.runId()).isEqualTo(second);
    assertThat(stream.types()).startsWith("run_queued", "run_started").endsWith("run_finished");
    assertThat(stream.sequence()).isSorted().doesNotHaveDuplicates();
    assertThat(user.get("/api/v1/runs/" + second).json().has("started_at")).isTrue();
    assertThat(awaitQueued(0)).isEmpty();
    assertThat(questions()).containsExactly("what is 12*7", "Second");
  }

  @Test
  void isCancelledLikeAnyRunAndLetsTheNextMoveUp() throws Exception {
    String first = pausedRun();
    CompletableFuture<Reply> gone = queue("Gone");
    awaitQueued(1);
    CompletableFuture<Reply> stays = queue("Stays");
    List<String> queued = awaitQueued(2);

    assertThat(user.post("/api/v1/runs/" + queued.getFirst() + "/cancel").status()).isEqualTo(202);
    ChatStream cancelled = ChatStream.of(gone.get(SOON.toSeconds(), TimeUnit.SECONDS));
    user.post("/api/v1/runs/" + first + "/cancel");
    ChatStream answered = ChatStream.of(stays.get(SOON.toSeconds(), TimeUnit.SECONDS));

    assertThat(cancelled.types()).containsExactly("run_queued", "run_finished");
    assertThat(cancelled.events().getLast().get("status").textValue()).isEqualTo("cancelled");
    assertThat(answered.ofType("run_queued"))
        .extracting(event -> event.get("position").intValue())
        .containsExactly(2, 1);
    assertThat(questions()).containsExactly("what is 12*7", "Stays");
    assertThat(user.get("/api/v1/auth/me").json().at("/organization/used_requests").intValue())
        .as("what was cancelled before its turn asked no model")
        .isEqualTo(2);
  }

  @Test
  void refusesMoreThanTheQueueHolds() {
    String first = pausedRun();
    List<CompletableFuture<Reply>> line = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      line.add(queue("number " + i));
      awaitQueued(i + 1);
    }

    Reply refused = user.post(CHAT, body("One more", "queue"));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    user.delete("/api/v1/sessions/" + session);
    assertThat(line).allSatisfy(reply -> assertThat(reply).succeedsWithin(SOON));
    assertThat(first).isNotEmpty();
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

  private CompletableFuture<Reply> queue(String content) {
    return CompletableFuture.supplyAsync(
        () -> user.post(CHAT, body(content, "queue")), task -> Thread.ofVirtual().start(task));
  }

  private List<String> awaitQueued(int count) {
    return await().atMost(SOON).until(this::queued, runs -> runs.size() == count);
  }

  private List<String> queued() {
    List<String> runs = new ArrayList<>();
    user.get("/api/v1/sessions/" + session)
        .json()
        .get("queued_run_ids")
        .forEach(run -> runs.add(run.textValue()));
    return runs;
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
}
