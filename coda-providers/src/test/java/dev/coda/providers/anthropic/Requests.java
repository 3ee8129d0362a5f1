package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.internal.wire.Samples;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The requests of the fixtures, as a caller writes them. */
final class Requests {
  private static final Map<String, ChatRequest> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("text", of(own(), SystemMessage.from("Be kind."), UserMessage.from("Greet me.")));
    BY_NAME.put(
        "reasoning",
        of(
            own().thinkingBudget(10_000).maxOutputTokens(16_000),
            UserMessage.from("Which is larger, 9.11 or 9.8?")));
    BY_NAME.put("reasoning-hidden", of(own().effort("low"), UserMessage.from("Think.")));
    BY_NAME.put("reasoning-between", afterThinking());
    BY_NAME.put(
        "one-tool",
        of(own().toolSpecifications(Samples.calculator()), UserMessage.from("What is 12*7?")));
    BY_NAME.put(
        "parallel-tools",
        of(
            own().toolSpecifications(timeWithoutType()).toolChoice(ToolChoice.REQUIRED),
            UserMessage.from("What time is it in Tokyo and Paris?")));
    BY_NAME.put(
        "tool-without-arguments",
        of(
            own()
                .toolSpecifications(
                    ToolSpecification.builder().name("list_rooms").build(), timeWithoutType())
                .toolChoice(ToolChoice.AUTO),
            UserMessage.from("Which rooms are there?")));
    BY_NAME.put(
        "tool-whole-at-start",
        of(
            own().toolSpecifications(Samples.calculator()).parallelToolCalls(false),
            UserMessage.from("Add.")));
    BY_NAME.put("text-then-tool", afterTools());
    BY_NAME.put(
        "structured-output",
        of(own().responseFormat(city()), UserMessage.from("The capital of France?")));
    BY_NAME.put("images-in", withFiles());
    BY_NAME.put("usage-at-end", of(own().temperature(0.2).topK(5), UserMessage.from("Hi")));
    BY_NAME.put(
        "usage-missing", of(own().topP(0.9).stopSequences(List.of("END")), UserMessage.from("Hi")));
    BY_NAME.put("refusal", of(own(), UserMessage.from("Something bad.")));
    BY_NAME.put(
        "refusal-after-tool",
        of(
            own().toolSpecifications(Samples.calculator()).toolChoice(ToolChoice.NONE),
            UserMessage.from("Something bad.")));
    BY_NAME.put("error-in-stream", of(own(), UserMessage.from("Hello")));
    BY_NAME.put("length-limit", of(own().maxOutputTokens(4), UserMessage.from("Tell me a tale.")));
    BY_NAME.put(
        "length-limit-in-tool",
        of(
            own().toolSpecifications(Samples.calculator()).maxOutputTokens(4),
            UserMessage.from("Add.")));
    BY_NAME.put(
        "length-limit-before-arguments",
        of(
            own().toolSpecifications(Samples.calculator()).forcedTool("calculator"),
            UserMessage.from("Add.")));
    BY_NAME.put("citations", of(own(), UserMessage.from("What colour is grass?")));
    BY_NAME.put("pause-turn", of(own().promptCaching(false), UserMessage.from("Search.")));
    BY_NAME.put("unknown-events", of(own(), UserMessage.from("Hi")));
    BY_NAME.put(
        "not-streamed",
        of(own().toolSpecifications(Samples.calculator()), UserMessage.from("What is 12*7?")));
  }

  private Requests() {}

  static Map<String, ChatRequest> all() {
    return BY_NAME;
  }

  static ChatRequest of(String name) {
    return Objects.requireNonNull(BY_NAME.get(name), name);
  }

  static AnthropicParameters.Builder own() {
    return AnthropicParameters.builder().modelName("claude-sonnet-4-5");
  }

  static ChatRequest of(AnthropicParameters.Builder parameters, ChatMessage... messages) {
    return ChatRequest.builder().messages(messages).parameters(parameters.build()).build();
  }

  private static ToolSpecification timeWithoutType() {
    return Samples.currentTime(
        """
        {"properties": {"timezone": {"type": "string", "minLength": 1, "default": "UTC"}},
        "additionalProperties": false}\
        """);
  }

  private static JsonSchema city() {
    return JsonSchema.builder()
        .name("city")
        .rootElement(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
        .build();
  }

  private static ChatRequest withFiles() {
    return of(
        own(),
        UserMessage.from(
            TextContent.from("What is in these?"),
            ImageContent.from("https://example.org/a.jpg"),
            ImageContent.from("aGk=", "image/jpeg"),
            PdfFileContent.from(URI.create("https://example.org/a.pdf")),
            PdfFileContent.from("JVBERi0=", "application/pdf")));
  }

  private static ChatRequest afterTools() {
    ToolExecutionRequest sum = call("call_1", "calculator", "{\"expression\": \"1+1\"}");
    ToolExecutionRequest time = call("call.2|x", "current_time", "nonsense");
    return of(
        own().toolSpecifications(timeWithoutType()),
        SystemMessage.from("Be brief."),
        UserMessage.from("ada", "What is 1+1, and what time is it?"),
        AiMessage.from("  ", List.of(sum, time)),
        ToolExecutionResultMessage.from(sum, "{\"result\":2}"),
        ToolExecutionResultMessage.builder()
            .id("call.2|x")
            .toolName("current_time")
            .text("no such zone")
            .isError(true)
            .build(),
        AiMessage.from("   "),
        UserMessage.from("And now?"));
  }

  private static ChatRequest afterThinking() {
    ToolExecutionRequest first = call("toolu_a", "current_time", "{\"timezone\":\"UTC\"}");
    ToolExecutionRequest second = call("toolu_b", "current_time", "{\"timezone\": \"CET\"}");
    JsonNode state =
        Samples.json(
            """
            {"openai_chat": {"reasoning_details": [1]}, "anthropic": {"blocks": [
              {"type": "thinking", "thinking": "", "signature": "sig-a"},
              {"type": "text", "length": 8},
              {"type": "redacted_thinking", "data": "xyz"},
              {"type": "tool_use"},
              {"type": "thinking", "thinking": "Third.", "signature": "sig-c"}]}}\
            """);
    AiMessage earlier =
        AiMessage.builder()
            .text("I look. Twice.")
            .thinking("Third.")
            .toolExecutionRequests(List.of(first, second))
            .attributes(Map.of(ModelAttributes.REASONING_STATE, state))
            .build();
    return of(
        own().toolSpecifications(timeWithoutType()),
        UserMessage.from("What time is it?"),
        earlier,
        ToolExecutionResultMessage.from(first, "12:00"),
        ToolExecutionResultMessage.from(second, "13:00"));
  }

  private static ToolExecutionRequest call(String id, String name, String arguments) {
    return ToolExecutionRequest.builder().id(id).name(name).arguments(arguments).build();
  }
}
