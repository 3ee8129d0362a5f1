package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.Samples;
import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenAiParametersTest {
  private static final WireFormat CHAT =
      ChatCompletions.at("openai", "https://host/v1", ChatDialect.openAi(), true);
  private static final WireFormat RESPONSES =
      ResponsesFormat.at(
          "openai",
          "https://host/v1",
          ModelCatalogue.bundled().find(new ModelRef("openai", "gpt-4.1")));

  @Test
  void keepsWhatARequestLeavesOpen() {
    OpenAiParameters defaults =
        OpenAiParameters.builder().reasoningEffort("low").verbosity("high").extra("a", 1).build();
    ChatRequestParameters request =
        OpenAiParameters.builder().reasoningEffort("high").extra("b", 2).build();
    OpenAiParameters merged = (OpenAiParameters) defaults.overrideWith(request);
    assertThat(merged.own())
        .containsEntry("reasoning_effort", TextNode.valueOf("high"))
        .containsEntry("verbosity", TextNode.valueOf("high"));
    assertThat(merged.extra())
        .containsEntry("a", IntNode.valueOf(1))
        .containsEntry("b", IntNode.valueOf(2));
    assertThat(request.defaultedBy(defaults)).isEqualTo(merged).hasSameHashCodeAs(merged);
    ChatRequestParameters plain = ChatRequestParameters.builder().temperature(0.5).build();
    assertThat(((OpenAiParameters) defaults.overrideWith(plain)).own()).isEqualTo(defaults.own());
  }

  @Test
  void writesChatCompletionsOwnNames() throws IOException {
    JsonNode body = body(CHAT, settings().build());
    assertThat(body.path("reasoning_effort").asText()).isEqualTo("minimal");
    assertThat(body.path("verbosity").asText()).isEqualTo("low");
    assertThat(body.path("seed").asLong()).isEqualTo(7);
    assertThat(body.path("service_tier").asText()).isEqualTo("flex");
    assertThat(body.path("logprobs").asBoolean()).isTrue();
    assertThat(body.has("reasoning_summary")).isFalse();
    assertThat(body.path("tool_choice"))
        .isEqualTo(Samples.json("{\"type\":\"function\",\"function\":{\"name\":\"calculator\"}}"));
  }

  @Test
  void writesResponsesOwnNames() throws IOException {
    JsonNode body = body(RESPONSES, settings().build());
    assertThat(body.path("reasoning"))
        .isEqualTo(Samples.json("{\"effort\":\"minimal\",\"summary\":\"auto\"}"));
    assertThat(body.at("/text/verbosity").asText()).isEqualTo("low");
    assertThat(body.path("service_tier").asText()).isEqualTo("flex");
    assertThat(body.path("logprobs").asBoolean()).isTrue();
    assertThat(body.has("seed") || body.has("reasoning_effort") || body.has("verbosity")).isFalse();
    assertThat(body.path("tool_choice"))
        .isEqualTo(Samples.json("{\"type\":\"function\",\"name\":\"calculator\"}"));
  }

  private static OpenAiParameters.Builder settings() {
    return OpenAiParameters.builder()
        .modelName("m")
        .reasoningEffort("minimal")
        .reasoningSummary("auto")
        .verbosity("low")
        .serviceTier("flex")
        .seed(7)
        .forcedTool("calculator")
        .extra("logprobs", true)
        .toolSpecifications(Samples.calculator());
  }

  private static JsonNode body(WireFormat format, OpenAiParameters parameters) throws IOException {
    ChatRequest request =
        ChatRequest.builder().messages(UserMessage.from("Hi")).parameters(parameters).build();
    return WireJson.mapper().readTree(Objects.requireNonNull(format.encode(request).body()));
  }
}
