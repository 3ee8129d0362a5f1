package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatLimitsTest {
  private final ApiClient user = RunningServer.shared().newUser();

  @ParameterizedTest
  @ValueSource(strings = {"\"max_steps\": 1", "\"max_tool_calls\": 0"})
  void aRunWithoutCallsLeftAnswersWithoutTools(String limit) {
    ChatStream stream = ask(limit);

    assertThat(stream.types()).doesNotContain("tool_call").contains("budget");
    assertThat(stream.text()).isNotBlank();
    assertThat(end(stream).get("status").textValue()).isEqualTo("completed");
  }

  @Test
  void aRunWithoutTokensLeftSaysSo() {
    ChatStream stream = ask("\"max_tokens\": 20");

    JsonNode budget = stream.ofType("budget").getFirst();
    assertThat(budget.get("scope").textValue()).isEqualTo("tokens");
    assertThat(budget.get("left").textValue()).isEqualTo("20");
    assertThat(stream.text()).contains("no tokens left");
    assertThat(end(stream).get("reason").textValue()).isEqualTo("budget_exhausted");
  }

  @Test
  void whatCostsNothingIsNotBoundByMoney() {
    ChatStream stream = ask("\"max_cost_usd\": \"0.01\", \"timeout_ms\": 60000");

    assertThat(stream.types()).contains("tool_result");
    assertThat(stream.ofType("budget"))
        .extracting(event -> event.get("scope").textValue())
        .startsWith("cost", "time");
  }

  @Test
  void aRunPastItsTimeIsStopped() {
    ChatStream stream = ask("\"timeout_ms\": 100");

    assertThat(end(stream).get("status").textValue()).isEqualTo("failed");
    assertThat(end(stream).get("error").get("code").textValue()).isEqualTo("deadline_exceeded");
  }

  private ChatStream ask(String limits) {
    return ChatStream.of(
        user.post(
            "/api/v1/chat/stream",
            "{\"content\": \"what is 12*7\", \"limits\": {" + limits + "}}"));
  }

  private static JsonNode end(ChatStream stream) {
    return stream.ofType("run_finished").getFirst();
  }
}
