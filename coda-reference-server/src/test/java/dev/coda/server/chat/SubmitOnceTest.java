package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.UserId;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.http.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G2, and two submissions on one branch. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SubmitOnceTest {
  private static final String CHAT = "/api/v1/chat/stream";
  private static final int AT_ONCE = 50;

  private final ApiClient user = RunningServer.shared().newUser();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fiftyEqualSubmissionsAtOnceAreOneRun(boolean inASession) throws Exception {
    String session = inASession ? newSession() : "";
    String body = inASession ? body(session, "Hello", "reject") : "{\"content\": \"Hello\"}";
    ApiClient once = user.with("Idempotency-Key", "fifty");

    List<Reply> replies = atOnce(AT_ONCE, () -> once.post(CHAT, body));

    assertThat(replies)
        .allMatch(reply -> reply.status() == 200 || reply.status() == 409 || reply.status() == 429);
    List<Reply> answered = replies.stream().filter(reply -> reply.status() == 200).toList();
    assertThat(answered).isNotEmpty();
    assertThat(answered)
        .extracting(reply -> reply.header("X-Run-Id"))
        .containsOnly(answered.getFirst().header("X-Run-Id"));
    assertThat(answered)
        .extracting(reply -> ChatStream.of(reply).text())
        .containsOnly(ChatStream.of(answered.getFirst()).text());
    JsonNode sessions = user.get("/api/v1/sessions").json().get("items");
    assertThat(sessions).hasSize(1);
    String only = sessions.get(0).get("id").textValue();
    assertThat(user.get("/api/v1/sessions/" + only + "/messages").json().get("items")).hasSize(2);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefused() {
    String session = newSession();
    ApiClient once = user.with("Idempotency-Key", "k");
    Reply first = once.post(CHAT, body(session, "Hello", "reject"));
    String run = first.header("X-Run-Id");

    assertThat(once.post(CHAT, body(session, "Hello", "reject")).header("X-Run-Id")).isEqualTo(run);
    List.of(
            once.post(CHAT, body(session, "Goodbye", "reject")),
            once.post(CHAT, body(newSession(), "Hello", "reject")),
            once.post(CHAT, "{\"content\": \"Hello\"}"),
            once.post("/api/v1/sessions/" + session + "/messages", "{\"content\": \"Bye\"}"))
        .forEach(other -> {
          assertThat(other.status()).as(other.body()).isEqualTo(422);
          assertThat(other.code()).isEqualTo("idempotency_mismatch");
        });
    assertThat(user.get("/api/v1/sessions/" + session).json().get("message_count").intValue())
        .isEqualTo(2);
  }

  @Test
  void keysOfUsersAreApartAndRefusedRequestsTakeNone() {
    ApiClient stranger = RunningServer.shared().newUser().with("Idempotency-Key", "k");
    ApiClient once = user.with("Idempotency-Key", "k");

    assertThat(once.post(CHAT, "{\"content\": \"\"}").status()).isEqualTo(400);
    assertThat(stranger.post(CHAT, "{\"content\": \"Goodbye\"}").status()).isEqualTo(200);
    assertThat(once.post(CHAT, "{\"content\": \"Hello\"}").status()).isEqualTo(200);
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    UserId owner =
        new UserId(UUID.fromString(user.get("/api/v1/auth/me").json().get("id").textValue()));
    Submissions submissions = RunningServer.shared().bean(Submissions.class);
    UUID first = submissions.claim(owner, "day", request("Hello"));

    RunningServer.shared().clock().advance(Duration.ofHours(23));
    assertThat(submissions.claim(owner, "day", request("Hello"))).isEqualTo(first);
    assertThatThrownBy(() -> submissions.claim(owner, "day", request("Goodbye")))
        .isInstanceOf(ProblemException.class);

    RunningServer.shared().clock().advance(Duration.ofHours(2));
    assertThat(submissions.claim(owner, "day", request("Goodbye"))).isNotEqualTo(first);
  }

  @Test
  void ofTwoDifferentSubmissionsOnOneBranchOneRunsAndTheOtherIsRefusedOrQueued() throws Exception {
    String session = newSession();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> first = threads.submit(() -> user.post(CHAT, body(session, "First", "reject")));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> user.get("/api/v1/sessions/" + session).json().has("active_run_id"));
      Future<Reply> queued = threads.submit(() -> user.post(CHAT, body(session, "Third", "queue")));
      Reply refused = user.post(CHAT, body(session, "Second", "reject"));

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("run_active");
      assertThat(first.get().body()).contains("\"status\":\"completed\"");
      assertThat(queued.get().body()).contains("\"status\":\"completed\"");
    }
    JsonNode messages = user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
    assertThat(messages.findValuesAsText("role"))
        .containsExactly("user", "assistant", "user", "assistant");
    assertThat(messages.get(0).get("content").textValue()).isEqualTo("First");
    assertThat(messages.get(2).get("content").textValue()).isEqualTo("Third");
  }

  private static ChatRequest request(String content) {
    return new ChatRequest(null, content, null, null, null, null, null, null, null);
  }

  private String newSession() {
    return user.post("/api/v1/sessions", "{}").json().get("id").textValue();
  }

  private static String body(String session, String content, String onConflict) {
    return """
    {"session_id": "%s", "content": "%s", "on_conflict": "%s"}\
    """
        .formatted(session, content, onConflict);
  }

  private static List<Reply> atOnce(int count, Supplier<Reply> action) throws Exception {
    List<Future<Reply>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        futures.add(threads.submit(action::get));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> future : futures) {
        replies.add(future.get());
      }
      return replies;
    }
  }
}
