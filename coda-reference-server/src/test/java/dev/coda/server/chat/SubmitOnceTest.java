package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.id.UserId;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.http.ProblemException;
import dev.coda.server.idempotency.Submissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G2, and two submissions on one branch. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SubmitOnceTest {
  private static final String CHAT = "/api/v1/chat/stream";
  private static final int AT_ONCE = 50;
  private static final int ROUNDS = 5;
  private static final List<String> TWO_TURNS = List.of("user", "assistant", "user", "assistant");

  private final ApiClient user = RunningServer.shared().newUser();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fiftyEqualSubmissionsAtOnceAreOneRun(boolean inASession) throws Exception {
    String session = inASession ? newSession() : "";
    String body = inASession ? body(session, "Hello", "reject") : "{\"content\": \"Hello\"}";
    ApiClient once = user.with("Idempotency-Key", "fifty");

    List<Reply> replies = atOnce(Collections.nCopies(AT_ONCE, () -> once.post(CHAT, body)));

    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies)
        .extracting(reply -> reply.header("X-Run-Id"))
        .containsOnly(replies.getFirst().header("X-Run-Id"));
    ChatStream first = ChatStream.of(replies.getFirst());
    assertThat(first.types()).endsWith("run_finished");
    assertThat(replies).extracting(reply -> ChatStream.of(reply).text()).containsOnly(first.text());
    JsonNode sessions = user.get("/api/v1/sessions").json().get("items");
    assertThat(sessions).hasSize(1);
    String only = sessions.get(0).get("id").textValue();
    assertThat(user.get("/api/v1/sessions/" + only + "/messages").json().get("items")).hasSize(2);
    assertThat(runs(only)).isEqualTo(1);
  }

  @Test
  void ofTwoDifferentSubmissionsAtOnceOnOneBranchOneRunsAndTheOtherIsRefused() throws Exception {
    int refused = 0;
    // Now and then the first has its answer before the second is there at all.
    for (int round = 0; round < ROUNDS; round++) {
      String session = newSession();

      List<Reply> replies =
          atOnce(
              List.of(
                  () -> user.post(CHAT, body(session, "Hello", "reject")),
                  () -> user.post(CHAT, body(session, "Good day", "reject"))));

      List<Reply> others = replies.stream().filter(reply -> reply.status() != 200).toList();
      assertThat(others)
          .allMatch(reply -> reply.status() == 409 && reply.code().equals("run_active"))
          .hasSizeLessThan(2);
      assertThat(messages(session).findValuesAsText("role"))
          .isEqualTo(others.isEmpty() ? TWO_TURNS : TWO_TURNS.subList(0, 2));
      assertThat(runs(session)).isEqualTo(2 - others.size());
      refused += others.size();
    }
    assertThat(refused).isPositive();
  }

  @Test
  void ofTwoDifferentSubmissionsAtOnceOnOneBranchOneIsAnsweredAfterTheOther() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String session = newSession();

      List<Reply> replies =
          atOnce(
              List.of(
                  () -> user.post(CHAT, body(session, "Hello", "queue")),
                  () -> user.post(CHAT, body(session, "Good day", "queue"))));

      assertThat(replies)
          .allSatisfy(reply ->
              assertThat(ChatStream.of(reply).ofType("run_finished").getFirst().get("status"))
                  .hasToString("\"completed\""));
      assertThat(messages(session).findValuesAsText("role")).isEqualTo(TWO_TURNS);
      assertThat(messages(session).findValuesAsText("content")).contains("Hello", "Good day");
    }
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
    UUID first = submissions.claim(owner, "day", "POST /x", request("Hello")).id();

    RunningServer.shared().clock().advance(Duration.ofHours(23));
    assertThat(submissions.claim(owner, "day", "POST /x", request("Hello")).id()).isEqualTo(first);
    assertThatThrownBy(() -> submissions.claim(owner, "day", "POST /x", request("Goodbye")))
        .isInstanceOf(ProblemException.class);

    RunningServer.shared().clock().advance(Duration.ofHours(2));
    assertThat(submissions.claim(owner, "day", "POST /x", request("Goodbye")).id())
        .isNotEqualTo(first);
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
    JsonNode messages = messages(session);
    assertThat(messages.findValuesAsText("role")).isEqualTo(TWO_TURNS);
    assertThat(messages.get(0).get("content").textValue()).isEqualTo("First");
    assertThat(messages.get(2).get("content").textValue()).isEqualTo("Third");
  }

  private static ChatRequest request(String content) {
    return ChatRequest.of(null, content, null, null, null, null);
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

  private JsonNode messages(String session) {
    return user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
  }

  private static long runs(String session) throws SQLException {
    try (Connection connection =
            RunningServer.shared().bean(HikariDataSource.class).getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT count(*) FROM runs WHERE session_id = ?::uuid")) {
      statement.setString(1, session);
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }

  /** Sends requests from threads that wait for one another. */
  private static List<Reply> atOnce(List<Callable<Reply>> requests) throws Exception {
    CyclicBarrier ready = new CyclicBarrier(requests.size());
    List<Future<Reply>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<Reply> request : requests) {
        futures.add(
            threads.submit(() -> {
              ready.await();
              return request.call();
            }));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> future : futures) {
        replies.add(future.get());
      }
      return replies;
    }
  }
}
