package dev.coda.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.internal.wire.Samples;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The requests that Anthropic's documentation shows, and where they end. */
class MessagesEncoderTest {
  private static final CatalogueEntry OPEN =
      new CatalogueEntry(ModelInfo.unknown(ModelRef.of("anthropic/claude-sonnet-4-5")), true);

  @Test
  void writesABasicRequestWithHistoryAndInstructions() {
    assertThat(
            body(
                plain().maxOutputTokens(1024),
                SystemMessage.from("You are a seasoned data scientist."),
                UserMessage.from("Hello, Claude"),
                AiMessage.from("Hello!"),
                UserMessage.from("Can you describe LLMs to me?")))
        .isEqualTo(
            streamed(
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 1024,
                 "system": "You are a seasoned data scientist.",
                 "messages": [
                  {"role": "user", "content": "Hello, Claude"},
                  {"role": "assistant", "content": "Hello!"},
                  {"role": "user", "content": "Can you describe LLMs to me?"}]}
                """));
  }

  @Test
  void writesAFieldOfTheCallersOwn() {
    assertThat(
            body(plain().maxOutputTokens(1).extra("service_tier", "auto"), UserMessage.from("Hi")))
        .isEqualTo(
            streamed(
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 1, "service_tier": "auto",
                 "messages": [{"role": "user", "content": "Hi"}]}
                """));
  }

  @Test
  void writesImagesAndDocuments() {
    assertThat(
            body(
                plain().maxOutputTokens(1024),
                UserMessage.from(
                    ImageContent.from("/9j/4AAQ", "image/jpeg"),
                    ImageContent.from("https://upload.wikimedia.org/ant.jpg"),
                    ImageContent.from("data:image/gif;base64,R0lG"),
                    PdfFileContent.from("JVBERi0xLjQ=", "application/pdf"),
                    TextContent.from("What are the key findings?"))))
        .isEqualTo(
            streamed(
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 1024, "messages": [
                 {"role": "user", "content": [
                  {"type": "image", "source":
                   {"type": "base64", "media_type": "image/jpeg", "data": "/9j/4AAQ"}},
                  {"type": "image", "source":
                   {"type": "url", "url": "https://upload.wikimedia.org/ant.jpg"}},
                  {"type": "image", "source":
                   {"type": "base64", "media_type": "image/gif", "data": "R0lG"}},
                  {"type": "document", "source":
                   {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0xLjQ="}},
                  {"type": "text", "text": "What are the key findings?"}]}]}
                """));
  }

  @Test
  void writesAToolItsCallAndItsResult() {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder()
            .id("toolu_01A09q90qw90lq917835lq9")
            .name("get_weather")
            .arguments("{\"location\": \"San Francisco, CA\", \"unit\": \"celsius\"}")
            .build();
    assertThat(
            body(
                plain()
                    .maxOutputTokens(1024)
                    .toolSpecifications(weather())
                    .forcedTool("get_weather")
                    .parallelToolCalls(false),
                UserMessage.from("What is the weather like in San Francisco?"),
                AiMessage.from("I'll check the current weather.", List.of(call)),
                ToolExecutionResultMessage.from(call, "15 degrees")))
        .isEqualTo(
            streamed(
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 1024,
                 "tools": [{"name": "get_weather",
                  "description": "Get the current weather in a given location",
                  "input_schema": {"type": "object", "properties": {
                    "location": {"type": "string",
                     "description": "The city and state, e.g. San Francisco, CA"},
                    "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
                   "required": ["location"]}}],
                 "tool_choice": {"type": "tool", "name": "get_weather",
                  "disable_parallel_tool_use": true},
                 "messages": [
                  {"role": "user", "content": "What is the weather like in San Francisco?"},
                  {"role": "assistant", "content": [
                   {"type": "text", "text": "I'll check the current weather."},
                   {"type": "tool_use", "id": "toolu_01A09q90qw90lq917835lq9",
                    "name": "get_weather",
                    "input": {"location": "San Francisco, CA", "unit": "celsius"}}]},
                  {"role": "user", "content": [
                   {"type": "tool_result", "tool_use_id": "toolu_01A09q90qw90lq917835lq9",
                    "content": "15 degrees"}]}]}
                """));
  }

  @Test
  void writesExtendedThinking() {
    assertThat(
            body(
                plain().maxOutputTokens(16_000).thinkingBudget(10_000),
                UserMessage.from("Are there an infinite number of primes?")))
        .isEqualTo(
            streamed(
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 16000,
                 "thinking": {"type": "enabled", "budget_tokens": 10000},
                 "messages": [
                  {"role": "user", "content": "Are there an infinite number of primes?"}]}
                """));
  }

  @Test
  void writesAdaptiveThinkingWithEffortForModelsThatMeasureIt() {
    AnthropicParameters.Builder parameters =
        plain().maxOutputTokens(16_000).thinkingBudget(1).effort("medium").temperature(0.5);
    assertThat(
            body(
                MessagesContractTest.model("claude-opus-5-5", false),
                Requests.of(parameters, UserMessage.from("Why?"))))
        .isEqualTo(
            streamed(
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 16000,
                 "thinking": {"type": "adaptive", "display": "summarized"},
                 "output_config": {"effort": "medium"},
                 "messages": [{"role": "user", "content": "Why?"}]}
                """));
  }

  @Test
  void writesAStructuredOutput() {
    String schema =
        """
        {"type": "object", "properties": {"name": {"type": "string"},
          "plan": {"type": "object", "properties": {}}},
         "required": ["name"], "additionalProperties": false}
        """;
    JsonSchema wish =
        JsonSchema.builder().name("contact").rootElement(JsonRawSchema.from(schema)).build();
    assertThat(
            body(
                plain().maxOutputTokens(1024).responseFormat(wish),
                UserMessage.from("Extract the name.")))
        .isEqualTo(
            streamed(
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 1024,
                 "messages": [{"role": "user", "content": "Extract the name."}],
                 "output_config": {"format": {"type": "json_schema", "schema":
                  {"type": "object", "properties": {"name": {"type": "string"},
                    "plan": {"type": "object", "properties": {}, "additionalProperties": false}},
                   "required": ["name"], "additionalProperties": false}}}}
                """));
  }

  @Test
  void marksToolsInstructionsAndTheLastUserMessageForTheCache() {
    JsonNode body =
        body(
            Requests.own().maxOutputTokens(1024).toolSpecifications(weather(), weather()),
            SystemMessage.from("One."),
            SystemMessage.from("Two."),
            UserMessage.from("Hello"),
            AiMessage.from("Hello!"),
            UserMessage.from("Again"));
    assertThat(body.findParents("cache_control")).hasSize(3);
    JsonNode mark = Samples.json("{\"type\": \"ephemeral\"}");
    assertThat(body.at("/tools/1/cache_control")).isEqualTo(mark);
    assertThat(body.at("/system/1/cache_control")).isEqualTo(mark);
    assertThat(body.at("/messages/2/content/0/cache_control")).isEqualTo(mark);
  }

  @Test
  void keepsThePromptCachedForAsLongAsTheCallerWants() {
    JsonNode body =
        body(
            Requests.own().maxOutputTokens(1).promptCacheTtl("1h"),
            SystemMessage.from("One."),
            UserMessage.from("Hello"));
    assertThat(body.findParents("cache_control"))
        .hasSize(2)
        .allSatisfy(block -> assertThat(block.at("/cache_control/ttl").asText()).isEqualTo("1h"));
  }

  @Test
  void limitsTheAnswerWhereNobodyElseDoes() {
    assertThat(body(plain(), UserMessage.from("Hi")).path("max_tokens").asInt()).isEqualTo(4096);
    assertThat(
            body(plain().thinkingBudget(9000), UserMessage.from("Hi")).path("max_tokens").asInt())
        .isEqualTo(13_096);
  }

  @Test
  void leavesOutKnobsThatDoNotGoTogether() {
    JsonNode body =
        body(
            plain().temperature(0.5).topP(0.9).topK(3).frequencyPenalty(0.1),
            UserMessage.from("Hi"));
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("top_k").asInt()).isEqualTo(3);
    assertThat(body.has("top_p")).isFalse();
    assertThat(body.has("frequency_penalty")).isFalse();
  }

  @Test
  void closesTheSchemaOfAStrictTool() {
    ToolSpecification strict = weather().toBuilder().strict(true).build();
    JsonNode tool = body(plain().toolSpecifications(strict), UserMessage.from("Hi")).at("/tools/0");
    assertThat(tool.path("strict").asBoolean()).isTrue();
    assertThat(tool.at("/input_schema/additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void refusesWhatTheProtocolHasNoPlaceFor() {
    assertUnsupported(plain(), UserMessage.from(AudioContent.from("aGk=", "audio/wav")));
    assertUnsupported(plain().responseFormat(ResponseFormat.JSON), UserMessage.from("Hi"));
  }

  @Test
  void sendsBackWhatItReadUnchanged() {
    JsonNode state =
        Samples.json(
            """
            {"anthropic": {"blocks": [
             {"type": "thinking", "thinking": "Hm.", "signature": "EqQB"},
             {"type": "redacted_thinking", "data": "Emw"}]}}
            """);
    AiMessage said =
        AiMessage.builder()
            .text("Yes.")
            .thinking("Hm.")
            .attributes(Map.of(ModelAttributes.REASONING_STATE, state))
            .build();
    assertThat(body(plain(), UserMessage.from("Sure?"), said).at("/messages/1/content"))
        .isEqualTo(
            Samples.json(
                """
                [{"type": "thinking", "thinking": "Hm.", "signature": "EqQB"},
                 {"type": "redacted_thinking", "data": "Emw"},
                 {"type": "text", "text": "Yes."}]
                """));
  }

  private static void assertUnsupported(
      AnthropicParameters.Builder parameters, ChatMessage message) {
    assertThatThrownBy(() -> body(parameters, message))
        .isInstanceOfSatisfying(
            ProviderException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
  }

  private static ToolSpecification weather() {
    return ToolSpecification.builder()
        .name("get_weather")
        .description("Get the current weather in a given location")
        .parameters(
            JsonObjectSchema.builder()
                .addStringProperty("location", "The city and state, e.g. San Francisco, CA")
                .addEnumProperty("unit", List.of("celsius", "fahrenheit"))
                .required("location")
                .build())
        .build();
  }

  private static AnthropicParameters.Builder plain() {
    return Requests.own().promptCaching(false);
  }

  private static JsonNode body(AnthropicParameters.Builder parameters, ChatMessage... messages) {
    return body(OPEN, Requests.of(parameters, messages));
  }

  private static JsonNode body(CatalogueEntry model, ChatRequest request) {
    byte[] bytes = new MessagesEncoder("anthropic", model).encode(request);
    return Samples.json(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }

  private static JsonNode streamed(String documented) {
    return ((ObjectNode) Samples.json(documented)).put("stream", true);
  }
}
