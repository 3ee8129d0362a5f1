package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import org.junit.jupiter.api.Test;

class RoutedChatTest {
  private static final String CHAT = "/api/v1/chat/stream";

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void routesAreListedAmongTheModels() {
    JsonNode models = user.get("/api/v1/models").json().get("items");

    assertThat(models)
        .filteredOn(model -> model.get("provider").textValue().equals("route"))
        .extracting(model -> model.get("name").textValue())
        .containsExactly("fast");
  }

  @Test
  void aQuestionToARouteSaysAndStoresWhoAnswered() {
    ChatStream stream =
        ChatStream.of(
            user.post(
                CHAT,
                """
                {"content": "Hello", "model_provider": "route", "model_name": "fast"}\
                """));

    JsonNode started = stream.ofType("run_started").getFirst();
    assertThat(started.get("model_provider").textValue()).isEqualTo("route");
    assertThat(started.get("model_name").textValue()).isEqualTo("fast");
    JsonNode message = stream.ofType("message_start").getFirst();
    assertThat(message.get("model").textValue()).isEqualTo("demo/demo");
    JsonNode attempt = stream.ofType("attempt_started").getFirst();
    assertThat(attempt.get("provider").textValue()).isEqualTo("demo");
    JsonNode usage = stream.ofType("usage").getFirst();
    assertThat(usage.get("provider").textValue()).isEqualTo("demo");
    assertThat(usage.get("cost_usd")).isNotNull();
    JsonNode stored = user.get("/api/v1/messages/" + message.get("message_id").textValue()).json();
    assertThat(stored.get("model_provider").textValue()).isEqualTo("demo");
    assertThat(stored.get("model_name").textValue()).isEqualTo("demo");
  }

  @Test
  void aSessionCanHaveARouteForItsModel() {
    String session =
        user.post("/api/v1/sessions", "{\"model_provider\": \"route\", \"model_name\": \"fast\"}")
            .json()
            .get("id")
            .textValue();

    ChatStream stream =
        ChatStream.of(
            user.post(CHAT, "{\"session_id\": \"%s\", \"content\": \"Hello\"}".formatted(session)));

    assertThat(stream.ofType("run_started").getFirst().get("model_provider").textValue())
        .isEqualTo("route");
    assertThat(stream.text()).isNotBlank();
  }

  @Test
  void anUnknownRouteIsRefused() {
    var reply =
        user.post(
            CHAT,
            """
            {"content": "Hello", "model_provider": "route", "model_name": "slow"}\
            """);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("There is no route 'slow'");
  }
}
