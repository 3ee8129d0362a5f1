package dev.coda.server.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the routes refuse, and in which form. */
class ResponseRoutesTest {
  private static final String RESPONSES = "/v1/responses";

  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | input",
        "{\"model\": 5, \"input\": \"x\"} | model",
        "{\"model\": \"demo/demo\"} | input",
        "{\"model\": \"demo/demo\", \"input\": \" \"} | input",
        "{\"model\": \"demo/demo\", \"input\": [{\"role\": \"robot\", \"content\": \"x\"}]} |"
            + " input[0].role",
        "{\"model\": \"demo/demo\", \"input\": \"x\", \"temperature\": \"hot\"} | temperature",
        "{\"model\": \"demo/demo\", \"input\": \"x\", \"store\": false, \"background\": true} |"
            + " store",
        "{\"model\": \"demo/demo\", \"input\": \"x\", \"store\": false,"
            + " \"previous_response_id\": \"00000000-0000-0000-0000-000000000000\"} | store",
        "{\"model\": \"demo/demo\", \"input\": \"x\", \"tool_choice\": \"required\"} | tool_choice",
        "{\"model\": \"demo/demo\", \"input\": \"x\", \"tools\": [{\"type\": \"web_search\"}]} |"
            + " tools[0].type",
        "{\"model\": \"demo/demo\", \"input\": \"x\","
            + " \"tools\": [{\"type\": \"function\", \"name\": \"a b\"}]} | tools[0].name",
        "{\"model\": \"none/such\", \"input\": \"x\"} | model_provider",
      })
  void namesTheMemberThatIsWrong(String body, String param) {
    Reply reply = user.post(RESPONSES, body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).startsWith("application/json");
    assertThat(reply.json().at("/error/param").asText()).isEqualTo(param);
    assertThat(reply.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void showsAResponseToItsUserAlone() {
    Reply created = user.post(RESPONSES, "{\"model\": \"demo/demo\", \"input\": \"what is 1+1\"}");
    String path = RESPONSES + "/" + created.json().get("id").asText();
    ApiClient other = server.newUser();

    assertThat(user.get(path).status()).isEqualTo(200);
    assertThat(other.get(path).status()).isEqualTo(404);
    assertThat(other.post(path + "/cancel").status()).isEqualTo(404);
    assertThat(other.delete(path).status()).isEqualTo(404);
    assertThat(user.delete(path).json().get("deleted").asBoolean()).isTrue();
    assertThat(user.get(path).status()).isEqualTo(404);
    assertThat(user.get(path + "?stream=true&starting_after=-1").status()).isEqualTo(404);
    assertThat(
            user.get("/api/v1/sessions/" + created.header("X-Session-Id") + "/messages")
                .json()
                .path("items"))
        .hasSize(2);
  }

  @Test
  void keepsNothingOfAResponseThatIsNotToBeStored() {
    Reply created =
        user.post(
            RESPONSES, "{\"model\": \"demo/demo\", \"input\": \"what is 1+1\", \"store\": false}");

    assertThat(created.status()).as(created.body()).isEqualTo(200);
    assertThat(created.json().get("store").asBoolean(true)).isFalse();
    assertThat(created.json().get("status").asText()).isEqualTo("completed");
    String id = created.json().get("id").asText();
    assertThat(user.get(RESPONSES + "/" + id).status()).isEqualTo(404);
    assertThat(
            user.post(
                    RESPONSES,
                    """
                    {"model": "demo/demo", "input": "x", "previous_response_id": "%s"}
                    """
                        .formatted(id))
                .status())
        .isEqualTo(404);
    String session = "/api/v1/sessions/" + created.header("X-Session-Id");
    UnstoredResponses unstored = server.bean(UnstoredResponses.class);
    unstored.deleteEnded();
    assertThat(user.get(session).status()).as("a slow client may still read").isEqualTo(200);
    server.clock().advance(Duration.ofMinutes(2));
    unstored.deleteEnded();
    assertThat(user.get(session).status()).isEqualTo(404);
  }

  @Test
  void keepsASessionThatSomebodyHasGoneOnWith() {
    Reply created =
        user.post(
            RESPONSES, "{\"model\": \"demo/demo\", \"input\": \"what is 1+1\", \"store\": false}");
    String session = created.header("X-Session-Id");
    user.post(
        "/api/v1/chat/stream",
        "{\"session_id\": \"%s\", \"content\": \"what is 2+2\"}".formatted(session));
    server.clock().advance(Duration.ofMinutes(2));

    server.bean(UnstoredResponses.class).deleteEnded();

    assertThat(user.get("/api/v1/sessions/" + session).status()).isEqualTo(200);
  }

  @Test
  void repeatsARequestUnderItsKey() {
    ApiClient once = user.with("Idempotency-Key", UUID.randomUUID().toString());
    String body = "{\"model\": \"demo/demo\", \"input\": \"what is 1+1\"}";
    JsonNode first = once.post(RESPONSES, body).json();

    assertThat(once.post(RESPONSES, body).json().get("id")).isEqualTo(first.get("id"));
    assertThat(once.post(RESPONSES, body.replace("1+1", "2+2")).status()).isEqualTo(422);
  }

  @Test
  void wantsATokenAndSaysSoInTheFormOfTheProtocol() {
    Reply reply = server.anonymous().post(RESPONSES, "{}");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().at("/error/type").asText()).isEqualTo("authentication_error");
  }
}
