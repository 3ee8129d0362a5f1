package dev.coda.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.Samples;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommonParametersTest {
  @Test
  void reachMessages() {
    JsonNode body = body("claude-sonnet-4-5", all().temperature(0.2).build());

    assertThat(body.path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(800);
    assertThat(body.path("stop_sequences")).hasToString("[\"END\"]");
    assertThat(body.at("/output_config/effort").asText()).isEqualTo("low");
  }

  /** Current models take one of the two. */
  @Test
  void sendTopPWithoutATemperature() {
    assertThat(body("claude-sonnet-4-5", all().build()).path("top_p").asDouble()).isEqualTo(0.9);
    assertThat(body("claude-sonnet-4-5", all().temperature(0.2).build()).has("top_p")).isFalse();
  }

  @Test
  void leaveSamplingToAModelThatFixesIt() {
    JsonNode body = body("claude-opus-4-7", all().temperature(0.2).build());

    assertThat(body.has("temperature") || body.has("top_p")).isFalse();
    assertThat(body.at("/output_config/effort").asText()).isEqualTo("low");
  }

  @Test
  void sendTheLeastEffortForNone() {
    ModelParameters none = ModelParameters.builder().reasoningEffort("none").build();

    assertThat(body("claude-opus-4-7", none).at("/output_config/effort").asText()).isEqualTo("low");
  }

  private static ModelParameters.Builder<?> all() {
    ModelParameters.Builder<?> parameters = ModelParameters.builder();
    parameters.topP(0.9);
    parameters.maxOutputTokens(800);
    parameters.stopSequences("END");
    parameters.reasoningEffort("low");
    return parameters;
  }

  private static JsonNode body(String model, ModelParameters parameters) {
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("Hi"))
            .parameters(
                AnthropicParameters.builder().modelName(model).build().overrideWith(parameters))
            .build();
    byte[] bytes =
        new MessagesEncoder(
                "anthropic", ModelCatalogue.bundled().find(new ModelRef("anthropic", model)))
            .encode(request);
    return Samples.json(new String(bytes, StandardCharsets.UTF_8));
  }
}
