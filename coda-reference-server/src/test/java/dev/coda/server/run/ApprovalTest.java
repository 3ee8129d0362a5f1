package dev.coda.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalTest {
  private static final String NOWHERE = "019a0000-0000-7000-8000-000000000000";

  private final ApiClient user = RunningServer.shared().newUser();
  private String session;

  @BeforeEach
  void theCalculatorIsToBeAskedAbout() {
    session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    user.patch(
        "/api/v1/settings", "{\"preferences\": {\"tool_permissions\": {\"calculator\": \"ask\"}}}");
  }

  @Test
  void anApprovedCallRunsAndTheAnswerUsesIt() {
    Paused run = ask("what is 12*7");

    assertThat(run.decide("{\"decision\": \"approve\"}").status()).isEqualTo(202);

    assertThat(run.stream())
        .contains("run_paused", "run_resumed", "\"result\":84", "\"completed\"");
    Reply late = run.decide("{\"decision\": \"deny\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().path("decision").asText()).as(late.body()).isEqualTo("approve");
  }

  @Test
  void aDeniedCallDoesNotRun() {
    Paused run = ask("what is 12*7");

    run.decide("{\"decision\": \"deny\"}");

    assertThat(run.stream()).contains("\"denied\"", "\"completed\"").doesNotContain("tool_started");
    Reply late = run.decide("{\"decision\": \"approve\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().path("decision").asText()).as(late.body()).isEqualTo("deny");
  }

  @Test
  void anotherInputIsCheckedAndThenUsed() {
    Paused run = ask("what is 12*7");

    Reply refused = run.decide("{\"decision\": \"approve\", \"input\": {\"colour\": 1}}");
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.blamed()).containsExactly("input");

    Reply accepted =
        run.decide("{\"decision\": \"approve\", \"input\": {\"expression\": \"2*21\"}}");
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    assertThat(run.stream()).contains("42");
  }

  @Test
  void whatIsRememberedIsNotAskedAgain() {
    Paused run = ask("what is 12*7");
    run.decide("{\"decision\": \"approve\", \"remember\": true}");
    run.stream();

    Reply next =
        user.post(
            "/api/v1/chat/stream",
            "{\"session_id\": \"%s\", \"content\": \"what is 3*7\"}".formatted(session));

    assertThat(next.body()).contains("21").doesNotContain("approval_required");
  }

  @Test
  void aRequestCanOnlyBeStricter() {
    String denied =
        user.post(
                "/api/v1/chat/stream",
                """
                {"content": "what is 12*7", "tool_permissions": {"calculator": "deny"}}\
                """)
            .body();

    assertThat(denied).contains("\"denied\"").doesNotContain("approval_required");
  }

  @Test
  void aPausedRunIsCancelledAtOnce() {
    Paused run = ask("what is 12*7");

    user.post("/api/v1/runs/" + run.id() + "/cancel");

    assertThat(run.stream()).contains("\"cancelled\"");
    assertThat(run.decide("{\"decision\": \"approve\"}").status()).isEqualTo(409);
  }

  @Test
  void nobodyElseDecides() {
    Paused run = ask("what is 12*7");
    ApiClient other = RunningServer.shared().newUser();

    Reply reply =
        other.post(
            "/api/v1/runs/%s/approvals/%s".formatted(run.id(), run.callId()),
            "{\"decision\": \"approve\"}");

    assertThat(reply.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                            | decision",
        "{\"decision\": \"maybe\"}                     | decision",
        "{\"decision\": \"deny\", \"colour\": 1}       | colour",
        "{\"decision\": \"deny\", \"remember\": \"x\"} | remember"
      })
  void aWrongFieldIsNamed(String body, String field) {
    Reply reply = user.post("/api/v1/runs/%s/approvals/%s".formatted(NOWHERE, NOWHERE), body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly(field);
  }

  @Test
  void anUnknownRunOrCallIsNotFound() {
    Paused run = ask("what is 12*7");
    String decision = "{\"decision\": \"deny\"}";

    assertThat(user.post("/api/v1/runs/%s/approvals/%s".formatted(NOWHERE, run.callId()), decision))
        .extracting(Reply::status)
        .isEqualTo(404);
    assertThat(user.post("/api/v1/runs/%s/approvals/%s".formatted(run.id(), NOWHERE), decision))
        .extracting(Reply::status)
        .isEqualTo(404);
  }

  private Paused ask(String question) {
    CompletableFuture<Reply> stream =
        CompletableFuture.supplyAsync(() ->
            user.post(
                "/api/v1/chat/stream",
                "{\"session_id\": \"%s\", \"content\": \"%s\"}".formatted(session, question)));
    String runId =
        await()
            .until(
                () -> user.get("/api/v1/sessions/" + session).json().path("active_run_id").asText(),
                id -> !id.isEmpty());
    await()
        .until(
            () -> user.get("/api/v1/runs/" + runId).json().path("status").asText(),
            "paused"::equals);
    JsonNode messages = user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
    String callId =
        parts(messages.get(messages.size() - 1))
            .filter(part -> part.path("type").asText().equals("tool_call"))
            .map(part -> part.get("call_id").asText())
            .findFirst()
            .orElseThrow();
    return new Paused(user, runId, callId, stream);
  }

  private static Stream<JsonNode> parts(JsonNode message) {
    return StreamSupport.stream(message.get("parts").spliterator(), false);
  }

  private record Paused(ApiClient user, String id, String callId, CompletableFuture<Reply> answer) {
    Reply decide(String body) {
      return user.post("/api/v1/runs/%s/approvals/%s".formatted(id, callId), body);
    }

    String stream() {
      return answer.join().body();
    }
  }
}
