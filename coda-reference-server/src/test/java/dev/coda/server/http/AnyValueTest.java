package dev.coda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in a field of a request, the answer is a result or names what is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnyValueTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> VALUES =
      List.of(
          "null",
          "[null]",
          "{\"a\": null}",
          "{\"calculator\": null}",
          "{\"calculator\": {\"a\": null}}",
          "{\"tool_permissions\": {\"calculator\": null}}",
          "{\"\": 1}",
          "1e400",
          "[-1e400]",
          "{\"a\": 1e999999999}",
          "1" + "0".repeat(900),
          "{\"a\": 1" + "0".repeat(900) + "}",
          "1e-400",
          "\"\\u0000\"",
          "{\"a\\u0000\": 1}",
          "\"\\udc00\"",
          "{\"a\": \"\\ud800\"}",
          "\"\"",
          "[]",
          "{}",
          "true",
          "-0",
          "[".repeat(60) + "]".repeat(60),
          "[".repeat(100) + "]".repeat(100));

  private final ApiClient user = RunningServer.shared().newUser();
  private final String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
  private final String message =
      user.post("/api/v1/sessions/" + session + "/messages", "{\"content\": \"a\"}")
          .json()
          .at("/user_message/id")
          .textValue();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST  | /api/v1/sessions                     | {}",
        "POST  | /api/v1/sessions                     | {'title': 'a', 'model_provider': 'demo',"
            + " 'model_name': 'demo', 'system_prompt': 'b', 'metadata': {}}",
        "PATCH | /api/v1/sessions/SESSION             | {'title': 'a', 'model_provider': 'demo',"
            + " 'model_name': 'demo', 'system_prompt': 'b', 'metadata': {}, 'head_message_id':"
            + " 'MESSAGE'}",
        "POST  | /api/v1/sessions/SESSION/messages    | {'content': 'a', 'model_provider': 'demo',"
            + " 'model_name': 'demo', 'parent_id': 'MESSAGE'}",
        "POST  | /api/v1/sessions/SESSION/fork        | {'message_id': 'MESSAGE'}",
        "POST  | /api/v1/sessions/SESSION/export      | {'format': 'json'}",
        "POST  | /api/v1/sessions/import              | {'format': 'coda.session', 'version': 1,"
            + " 'session': {}, 'messages': []}",
        "POST  | /api/v1/messages/MESSAGE/branch      | {'content': 'a'}",
        "POST  | /api/v1/chat/stream                  | {'content': 'a', 'session_id': 'SESSION',"
            + " 'parent_id': 'MESSAGE', 'model_provider': 'demo', 'model_name': 'demo', 'tools':"
            + " [], 'tool_permissions': {}, 'limits': {}, 'on_conflict': 'queue'}",
        "POST  | /api/v1/runs/MESSAGE/approvals/MESSAGE | {'decision': 'approve', 'input': {},"
            + " 'remember': true}",
        "POST  | /api/v1/tools/calculator/execute     | {'input': {}}",
        "PATCH | /api/v1/settings                     | {'preferences': {}}",
        "POST  | /api/v1/auth/register                | {'email': 'a', 'password': 'correct horse',"
            + " 'name': 'a'}",
        "POST  | /api/v1/auth/login                   | {'email': 'nobody@example.org', 'password':"
            + " 'correct horse'}"
      })
  void noValueOfAFieldIsAServerError(String method, String path, String body) throws Exception {
    String address = path.replace("SESSION", session).replace("MESSAGE", message);
    ObjectNode valid =
        (ObjectNode)
            JSON.readTree(
                body.replace('\'', '"').replace("SESSION", session).replace("MESSAGE", message));
    ApiClient json = user.with("Content-Type", "application/json");

    SoftAssertions.assertSoftly(softly ->
        VALUES.forEach(value -> {
          softly.assertThat(send(json, method, address, value)).as(value).isLessThan(500);
          valid
              .fieldNames()
              .forEachRemaining(field -> {
                String changed = with(valid, field, value);
                softly.assertThat(send(json, method, address, changed)).as(changed).isLessThan(500);
              });
        }));
    assertThat(user.get("/api/v1/sessions").status()).isEqualTo(200);
    assertThat(user.get("/api/v1/sessions/" + session).status()).isEqualTo(200);
  }

  @Test
  void aNumberBeyondADoubleIsNamed() {
    Reply reply = user.post("/api/v1/sessions", "{\"metadata\": {\"a\": [1, 1e400]}}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("metadata.a[1]");
  }

  private static int send(ApiClient client, String method, String path, String body) {
    return client.send(method, path, BodyPublishers.ofString(body)).status();
  }

  /** Puts the value in as text: no tree of JSON could hold each of them. */
  private static String with(ObjectNode valid, String field, String value) {
    ObjectNode body = valid.deepCopy().put(field, "VALUE");
    return body.toString().replace("\"VALUE\"", value);
  }
}
