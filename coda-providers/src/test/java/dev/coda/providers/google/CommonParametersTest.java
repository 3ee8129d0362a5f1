package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelParameters;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonParametersTest {
  @Test
  void reachGenerateContent() {
    JsonNode config = config("gemini-2.5-flash", all());

    assertThat(config.path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(config.path("topP").asDouble()).isEqualTo(0.9);
    assertThat(config.path("maxOutputTokens").asInt()).isEqualTo(800);
    assertThat(config.path("stopSequences")).hasToString("[\"END\"]");
  }

  @Test
  void leaveSamplingToAModelThatFixesIt() {
    JsonNode config = config("gemini-4-argon", all());

    assertThat(config.has("temperature") || config.has("topP")).isFalse();
    assertThat(config.path("maxOutputTokens").asInt()).isEqualTo(800);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3.5-flash, low, thinkingLevel, low",
    "gemini-3.5-flash, none, thinkingLevel, minimal",
    "gemini-2.5-flash, none, thinkingBudget, 0",
    "gemini-2.5-flash, low, thinkingBudget, 1024",
    "gemini-2.5-flash, medium, thinkingBudget, 8192",
    "gemini-2.5-flash, high, thinkingBudget, 24576"
  })
  void sendAReasoningEffortInTheModelsOwnWords(
      String model, String effort, String field, String value) {
    JsonNode thinking =
        config(model, ModelParameters.builder().reasoningEffort(effort).build())
            .path("thinkingConfig");

    assertThat(thinking.path(field).asText()).isEqualTo(value);
  }

  @Test
  void preferGooglesOwnWord() {
    JsonNode thinking =
        config(
                "gemini-3.5-flash",
                GoogleParameters.builder().thinkingLevel("high").reasoningEffort("low").build())
            .path("thinkingConfig");

    assertThat(thinking.path("thinkingLevel").asText()).isEqualTo("high");
  }

  @Test
  void leaveTheEffortOutForAModelThatDoesNotThink() {
    ModelParameters low = ModelParameters.builder().reasoningEffort("low").build();

    assertThat(config("gemini-2.0-flash", low).has("thinkingConfig")).isFalse();
  }

  private static ModelParameters all() {
    ModelParameters.Builder<?> parameters = ModelParameters.builder();
    parameters.temperature(0.2);
    parameters.topP(0.9);
    parameters.maxOutputTokens(800);
    parameters.stopSequences("END");
    return parameters.build();
  }

  private static JsonNode config(String model, ModelParameters parameters) {
    return RequestEncoderTest.body(
            ChatRequest.builder()
                .messages(UserMessage.from("Hi"))
                .parameters(
                    GoogleParameters.builder().modelName(model).build().overrideWith(parameters))
                .build())
        .path("generationConfig");
  }
}
