package dev.coda.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.UserId;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Requests that create something and are sent again. */
class IdempotentRoutesTest {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String FILE =
      """
      {"format": "coda.session", "version": 1, "session": {"title": "Read"}, "messages": []}\
      """;

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void aSessionIsCreatedOnce() {
    Reply first = once("s").post(SESSIONS, "{\"title\": \"One\"}");
    Reply again = once("s").post(SESSIONS, "{\"title\": \"One\"}");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(user.get(SESSIONS).json().get("items")).hasSize(1);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefused() {
    String session = once("k").post(SESSIONS, "{}").json().get("id").textValue();

    assertThat(once("k").post(SESSIONS, "{\"title\": \"Two\"}").code())
        .isEqualTo("idempotency_mismatch");
    assertThat(once("k").post(SESSIONS + "/" + session + "/fork", "{}").status()).isEqualTo(422);
    assertThat(once("k").post("/api/v1/chat/stream", "{\"content\": \"Hi\"}").status())
        .isEqualTo(422);
    assertThat(RunningServer.shared().newUser().with("Idempotency-Key", "k").post(SESSIONS, "{}"))
        .extracting(Reply::status)
        .isEqualTo(201);
    assertThat(once("").post(SESSIONS, "{}").blamed()).containsExactly("Idempotency-Key");
  }

  @Test
  void aRequestThatFailedCanBeSentAgain() {
    Reply wrong = once("f").post(SESSIONS, "{\"model_provider\": \"nonesuch\"}");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(once("f").post(SESSIONS, "{}").status()).isEqualTo(201);
  }

  @Test
  void aTokenIsShownOnce() {
    String wanted = "{\"name\": \"x\", \"scopes\": [\"read\"]}";

    JsonNode first = once("t").post("/api/v1/settings/tokens", wanted).json();
    JsonNode again = once("t").post("/api/v1/settings/tokens", wanted).json();

    assertThat(first.get("token").textValue()).startsWith("coda_pat_");
    assertThat(again.has("token")).isFalse();
    assertThat(again.get("id")).isEqualTo(first.get("id"));
    assertThat(user.get("/api/v1/settings/tokens").json().get("items")).hasSize(1);
  }

  @Test
  void aFileIsImportedOnce() {
    JsonNode first = once("i").post(SESSIONS + "/import", FILE).json();
    JsonNode again = once("i").post(SESSIONS + "/import", FILE).json();
    Reply other = once("i").post(SESSIONS + "/import", FILE.replace("Read", "Other"));

    assertThat(again).isEqualTo(first);
    assertThat(other.status()).isEqualTo(422);
    assertThat(user.get(SESSIONS).json().get("items")).hasSize(1);
  }

  @Test
  void aBranchAForkAndACallAreMadeOnce() {
    String session = user.post(SESSIONS, "{}").json().get("id").textValue();
    JsonNode turn =
        user.post(SESSIONS + "/" + session + "/messages", "{\"content\": \"Hello\"}").json();
    String question = turn.at("/user_message/id").textValue();
    String execute = "{\"input\": {\"expression\": \"2+2\"}}";

    for (String request :
        List.of(
            SESSIONS + "/" + session + "/fork {}",
            "/api/v1/messages/" + question + "/branch {\"content\": \"Good day\"}",
            "/api/v1/tools/calculator/execute " + execute)) {
      String path = request.substring(0, request.indexOf(' '));
      String body = request.substring(request.indexOf(' ') + 1);

      Reply first = once(path).post(path, body);
      Reply again = once(path).post(path, body);

      assertThat(first.status()).as(path).isBetween(200, 201);
      assertThat(again.status()).as(path).isEqualTo(first.status());
      assertThat(again.json()).as(path).isEqualTo(first.json());
    }
  }

  @Test
  void ofManyAtOnceOneIsDoneAndTheOthersHaveItsAnswerOrWait() throws Exception {
    List<Callable<Reply>> requests = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      requests.add(() -> once("m").post(SESSIONS, "{\"title\": \"One\"}"));
    }
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> reply : threads.invokeAll(requests)) {
        replies.add(reply.get());
      }
    }

    assertThat(replies).extracting(Reply::status).contains(201).isSubsetOf(201, 409);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 409)
        .allSatisfy(reply -> assertThat(reply.header("Retry-After")).isEqualTo("1"));
    assertThat(user.get(SESSIONS).json().get("items")).hasSize(1);
  }

  @Test
  void aRequestWhoseServerDiedCanBeSentAgain() {
    UserId owner =
        new UserId(UUID.fromString(user.get("/api/v1/auth/me").json().get("id").textValue()));
    Submissions submissions = RunningServer.shared().bean(Submissions.class);
    submissions.claim(owner, "d", "POST " + SESSIONS, List.of(Map.of("title", "One")));

    Reply early = once("d").post(SESSIONS, "{\"title\": \"One\"}");
    RunningServer.shared().clock().advance(Duration.ofMinutes(11));
    Reply late = once("d").post(SESSIONS, "{\"title\": \"One\"}");
    Reply again = once("d").post(SESSIONS, "{\"title\": \"One\"}");

    assertThat(early.code()).isEqualTo("conflict");
    assertThat(late.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(late.json());
  }

  private ApiClient once(String key) {
    return user.with("Idempotency-Key", key);
  }
}
