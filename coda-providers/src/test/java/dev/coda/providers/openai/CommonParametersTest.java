package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CommonParametersTest {
  private static final OpenAiParameters DEFAULTS =
      OpenAiParameters.builder().modelName("m").verbosity("low").build();

  @Test
  void reachChatCompletions() throws IOException {
    JsonNode body = body(chat(true), all().stopSequences("END").build());

    assertThat(body.path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
    assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(800);
    assertThat(body.path("stop")).hasToString("[\"END\"]");
    assertThat(body.path("reasoning_effort").asText()).isEqualTo("low");
    assertThat(body.path("verbosity").asText()).isEqualTo("low");
  }

  @Test
  void leaveSamplingToAModelThatFixesIt() throws IOException {
    JsonNode body = body(chat(false), all().build());

    assertThat(body.has("temperature") || body.has("top_p")).isFalse();
    assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(800);
  }

  @Test
  void reachResponses() throws IOException {
    JsonNode body = body(responses("gpt-5.4"), all().build());

    assertThat(body.path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
    assertThat(body.path("max_output_tokens").asInt()).isEqualTo(800);
    assertThat(body.at("/reasoning/effort").asText()).isEqualTo("low");
    assertThat(body.at("/text/verbosity").asText()).isEqualTo("low");
  }

  /** Responses have no field for it, and an answer that does not stop would be another one. */
  @Test
  void refuseToStopAtATextInResponses() {
    assertThatThrownBy(() -> body(responses("gpt-5.4"), all().stopSequences("END").build()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("stop sequences");
  }

  private static ModelParameters.Builder<?> all() {
    ModelParameters.Builder<?> parameters = ModelParameters.builder();
    parameters.temperature(0.2);
    parameters.topP(0.9);
    parameters.maxOutputTokens(800);
    parameters.reasoningEffort("low");
    return parameters;
  }

  private static WireFormat chat(boolean takesSampling) {
    return ChatCompletions.at("openai", "https://host/v1", ChatDialect.openAi(), takesSampling);
  }

  private static WireFormat responses(String model) {
    return ResponsesFormat.at(
        "openai", "https://host/v1", ModelCatalogue.bundled().find(new ModelRef("openai", model)));
  }

  private static JsonNode body(WireFormat format, ModelParameters parameters) throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("Hi"))
            .parameters(DEFAULTS.overrideWith(parameters))
            .build();
    return WireJson.mapper().readTree(Objects.requireNonNull(format.encode(request).body()));
  }
}
