package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatBadInputTest {
  private static final String NOWHERE = "019a0000-0000-7000-8000-000000000000";

  private final ApiClient user = RunningServer.shared().newUser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | content",
        "{\"content\": \"\"}                                  | content",
        "{\"content\": \"  \"}                                | content",
        "{\"content\": 5}                                     | content",
        "{\"content\": \"a\\u0000b\"}                         | content",
        "{\"content\": \"a\\ud800b\"}                         | content",
        "{\"content\": \"a\", \"colour\": 1}                  | colour",
        "{\"content\": \"a\", \"user_id\": \"x\"}             | user_id",
        "{\"content\": \"a\", \"session_id\": \"x\"}          | session_id",
        "{\"content\": \"a\", \"parent_id\": \"x\"}           | parent_id",
        "{\"content\": \"a\", \"on_conflict\": \"maybe\"}     | on_conflict",
        "{\"content\": \"a\", \"tools\": \"calculator\"}      | tools",
        "{\"content\": \"a\", \"tools\": [\"no_such_tool\"]}  | tools",
        "{\"content\": \"a\", \"tools\": [null]}                 | tools",
        "{\"content\": \"a\", \"tools\": [\"a\\u0000\"]}        | tools[0]",
        "{\"content\": \"a\", \"tool_permissions\": {\"calculator\": null}} |"
            + " tool_permissions.calculator",
        "{\"content\": \"a\", \"tool_permissions\": {\"calculator\": \"no\"}} |"
            + " tool_permissions.calculator",
        "{\"content\": \"a\", \"tool_permissions\": {\"nothing\": \"ask\"}} | tool_permissions",
        "{\"content\": \"a\", \"model_name\": \"demo\"}       | model_provider",
        "{\"content\": \"a\", \"model_provider\": \"x\", \"model_name\": \"y\"} | model_provider",
        "{\"content\": \"a\", \"model_provider\": \"a/b\", \"model_name\": \"y\"} | model_provider",
        "{\"content\": \"a\", \"model_provider\": \"route\", \"model_name\": \"y\"} | model_name",
        "{\"content\": \"a\", \"model_provider\": \"demo\"} | model_name",
        "{\"content\": \"a\", \"model_provider\": \"demo\", \"model_name\": \"y\"} | model_name",
        "{\"content\": \"a\", \"limits\": {\"max_steps\": 0}}        | limits.max_steps",
        "{\"content\": \"a\", \"limits\": {\"max_steps\": 1.5}}      | limits.max_steps",
        "{\"content\": \"a\", \"limits\": {\"timeout_ms\": -1}}      | limits.timeout_ms",
        "{\"content\": \"a\", \"limits\": {\"max_cost_usd\": \"0\"}} | limits.max_cost_usd",
        "{\"content\": \"a\", \"limits\": {\"max_tokens\": 0}} | limits.max_tokens",
        "{\"content\": \"a\", \"limits\": {\"max_tokens\": 1e400}} | limits.max_tokens",
        "{\"content\": \"a\", \"limits\": {\"max_tokens\": 99999999999999999999}} |"
            + " limits.max_tokens",
        "{\"content\": \"a\", \"limits\": {\"max_steps\": 17}}       | limits.max_steps",
        "{\"content\": \"a\", \"limits\": {\"max_tool_calls\": 65}}  | limits.max_tool_calls",
        "{\"content\": \"a\", \"limits\": {\"timeout_ms\": 600001}}  | limits.timeout_ms",
        "{\"content\": \"a\", \"limits\": {\"steps\": 1}}            | limits.steps"
      })
  void aWrongFieldIsNamed(String body, String field) {
    Reply reply = user.post("/api/v1/chat/stream", body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("validation_failed");
    assertThat(reply.blamed()).containsExactly(field);
    assertThat(user.get("/api/v1/sessions").json().get("items")).isEmpty();
  }

  @Test
  void aKnownProviderWithoutAKeySaysSo() {
    Reply reply =
        user.post(
            "/api/v1/chat/stream",
            "{\"content\":\"a\",\"model_provider\":\"openai\",\"model_name\":\"gpt-4.1\"}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("provider_unavailable");
  }

  @Test
  void nothingIsLeftBehindByARefusedRequest() {
    user.post(
        "/api/v1/chat/stream", "{\"content\":\"a\",\"model_provider\":\"x\",\"model_name\":\"y\"}");

    assertThat(user.get("/api/v1/sessions").json().get("items")).isEmpty();
  }

  @Test
  void aSessionOrMessageThatIsNotThereIsNotFound() {
    String body = "{\"content\": \"a\", \"session_id\": \"%s\"}".formatted(NOWHERE);

    assertThat(user.post("/api/v1/chat/stream", body).status()).isEqualTo(404);
    assertThat(user.get("/api/v1/messages/" + NOWHERE).status()).isEqualTo(404);
    assertThat(user.get("/api/v1/runs/" + NOWHERE).status()).isEqualTo(404);
    assertThat(user.get("/api/v1/runs/" + NOWHERE + "/events").status()).isEqualTo(404);
    assertThat(user.post("/api/v1/runs/" + NOWHERE + "/cancel").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/runs/x/events, id",
    "/api/v1/runs/019a0000-0000-7000-8000-000000000000/events?after=-1, after",
    "/api/v1/runs/019a0000-0000-7000-8000-000000000000/events?after=1.5, after",
    "/api/v1/messages/x, id",
    "/api/v1/sessions/x, id",
    "/api/v1/sessions?limit=0, limit",
    "/api/v1/sessions?limit=-1, limit",
    "/api/v1/sessions?limit=1000000000, limit",
    "/api/v1/sessions?limit=ten, limit",
    "/api/v1/sessions?cursor=%21%21, cursor"
  })
  void aWrongPartOfAnAddressIsNamed(String path, String field) {
    Reply reply = user.get(path);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly(field);
  }

  @Test
  void anotherContentTypeIsRefused() {
    Reply reply = user.with("Content-Type", "text/plain").post("/api/v1/chat/stream", "hello");

    assertThat(reply.status()).isEqualTo(415);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    String body = "{\"content\": \"" + "a".repeat(2_000_000) + "\"}";

    assertThat(user.post("/api/v1/chat/stream", body).status()).isEqualTo(413);
  }
}
