package dev.coda.core.internal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RulesTest {
  private final ToolEvaluator tools = new ToolEvaluator();
  private final AnswerEvaluator answers = new AnswerEvaluator();

  @Test
  void callThatAnswersTheRequestScoresFull() {
    JsonNode scores = tools.evaluate(call("What is the weather in Paris?", "{\"city\":\"Paris\"}"));

    assertThat(scores.get("appropriate").doubleValue()).isEqualTo(1);
    assertThat(scores.get("score").doubleValue()).isEqualTo(1);
    assertThat(scores.has("output_used")).isFalse();
  }

  @Test
  void wordsThatDifferProveNothing() {
    JsonNode scores = tools.evaluate(call("Quel temps fait-il ?", "{\"city\":\"Paris\"}"));

    assertThat(scores.get("appropriate").doubleValue()).isEqualTo(0.5);
    assertThat(tools.evaluate(call("", "{}")).has("appropriate")).isFalse();
  }

  @Test
  void toolThatDoesNotExistIsNotAppropriate() {
    ToolResult none = ToolResult.error(FailureKind.TOOL_NOT_FOUND, "There is no such tool.");
    JsonNode scores =
        tools.evaluate(
            new ToolCase("weather", "wether", "", json("{}"), true, none, Duration.ZERO));

    assertThat(scores.get("appropriate").doubleValue()).isZero();
    assertThat(scores.get("succeeded").booleanValue()).isFalse();
    assertThat(scores.get("score").doubleValue()).isEqualTo(0.5);
  }

  @Test
  void outputIsUsedWhenTheAnswerHasItsNumbersOrWords() {
    JsonNode scores = tools.evaluate(call("weather?", "{}"));

    assertThat(used(scores, "{\"celsius\": 21.50}", "It is 21.5 degrees.")).isEqualTo(1);
    assertThat(used(scores, "{\"sum\": 1234567}", "That makes 1,234,567.")).isEqualTo(1);
    assertThat(used(scores, "{\"sky\": \"light drizzle\"}", "Expect light drizzle.")).isEqualTo(1);
    assertThat(used(scores, "7", "It is 7.")).isEqualTo(1);
    assertThat(used(scores, "{\"celsius\": 21}", "I cannot say.")).isZero();
  }

  @Test
  void answerIsGroundedInAsFarAsItsNumbersComeFromSomewhere() {
    List<ToolCall> calls = List.of(done("{\"celsius\": 21}"));

    JsonNode scores =
        answers.evaluate(
            new AnswerCase("And 30 km on?", "21 here, 19 there, 30 km.", "stop", calls));

    assertThat(scores.get("grounded").doubleValue()).isEqualTo(0.67);
    assertThat(scores.get("complete").doubleValue()).isEqualTo(1);
    assertThat(scores.get("score").doubleValue()).isEqualTo(0.83);
  }

  @Test
  void answerThatIsCutIsNotComplete() {
    JsonNode cut = answers.evaluate(new AnswerCase("Why?", "Because", "length", List.of()));
    JsonNode empty = answers.evaluate(new AnswerCase("Why?", " ", "stop", List.of()));

    assertThat(cut.get("complete").doubleValue()).isEqualTo(0.5);
    assertThat(cut.has("grounded")).isFalse();
    assertThat(empty.get("score").doubleValue()).isZero();
  }

  private double used(JsonNode scores, String output, String answer) {
    return tools.withUse(scores, json(output), answer).get("output_used").doubleValue();
  }

  private static ToolCase call(String request, String input) {
    ToolResult result = ToolResult.ok(json("{\"celsius\": 21}"));
    Duration took = Duration.ofMillis(20);
    return new ToolCase(request, "forecast", "Gives the weather.", json(input), true, result, took);
  }

  private static ToolCall done(String output) {
    return ToolCall.builder(
            new CallId(UUID.randomUUID()),
            new MessageId(UUID.randomUUID()),
            new SessionId(UUID.randomUUID()),
            "forecast",
            json("{}"),
            Instant.EPOCH)
        .output(json(output))
        .status(ToolStatus.SUCCESS)
        .executionTimeMs(5L)
        .build();
  }

  private static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
