package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.Samples;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The requests of the fixtures, as a caller writes them. */
final class Requests {
  private static final Map<String, ChatRequest> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("text", ask("Greet me.").build());
    BY_NAME.put(
        "reasoning",
        ask("Which is larger, 9.11 or 9.8?")
            .maxOutputTokens(500)
            .stopSequences(List.of("END"))
            .build());
    BY_NAME.put("reasoning-state", withState());
    BY_NAME.put("one-tool", ask("What is 12*7?").toolSpecifications(Samples.calculator()).build());
    BY_NAME.put(
        "parallel-tools",
        ask("What time is it in Tokyo and Paris?")
            .toolSpecifications(Samples.currentTime())
            .toolChoice(ToolChoice.REQUIRED)
            .build());
    BY_NAME.put(
        "parallel-tools-whole",
        ask("Both.").toolSpecifications(Samples.currentTime(), Samples.calculator()).build());
    BY_NAME.put(
        "tools-without-index",
        ask("Both.").toolSpecifications(Samples.currentTime(), Samples.calculator()).build());
    BY_NAME.put(
        "tool-without-arguments",
        ask("Which rooms are there?")
            .toolSpecifications(ToolSpecification.builder().name("list_rooms").build())
            .toolChoice(ToolChoice.AUTO)
            .build());
    BY_NAME.put("text-then-tool", afterATool());
    BY_NAME.put("usage-cumulative", ask("Count.").temperature(0.2).topP(0.9).build());
    BY_NAME.put("usage-in-choice", ask("Hi").build());
    BY_NAME.put("usage-elsewhere", ask("Hi").frequencyPenalty(0.5).presencePenalty(-0.5).build());
    BY_NAME.put("refusal", ask("Something bad.").build());
    BY_NAME.put("content-filter", ask("Something odd.").build());
    BY_NAME.put("length-limit", ask("Tell me a tale.").maxOutputTokens(4).build());
    BY_NAME.put(
        "length-limit-in-tool",
        ask("Add.").toolSpecifications(Samples.calculator()).maxOutputTokens(4).build());
    BY_NAME.put("error-in-stream", ask("Hello").build());
    BY_NAME.put("error-in-choice", ask("Hello").build());
    BY_NAME.put("structured-output", ask("The capital of France?").responseFormat(city()).build());
    BY_NAME.put("images-in", withImages());
    BY_NAME.put("done-missing", ask("Hi").build());
    BY_NAME.put(
        "not-streamed", ask("What is 12*7?").toolSpecifications(Samples.calculator()).build());
  }

  private Requests() {}

  static Map<String, ChatRequest> all() {
    return BY_NAME;
  }

  static ChatRequest of(String name) {
    return Objects.requireNonNull(BY_NAME.get(name), name);
  }

  private static ResponseFormat city() {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name("city")
                .rootElement(
                    JsonObjectSchema.builder()
                        .addStringProperty("city")
                        .required("city")
                        .additionalProperties(false)
                        .build())
                .build())
        .build();
  }

  private static ChatRequest withImages() {
    UserMessage user =
        UserMessage.from(
            TextContent.from("What is in these?"),
            ImageContent.from("https://example.org/a.jpg", ImageContent.DetailLevel.AUTO),
            ImageContent.from("aGk=", "image/png", ImageContent.DetailLevel.HIGH));
    return ChatRequest.builder().modelName("gpt-5.4").messages(user).build();
  }

  private static ChatRequest afterATool() {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder()
            .id("call_1")
            .name("calculator")
            .arguments("{\"expression\": \"1+1\"}")
            .build();
    return ChatRequest.builder()
        .modelName("gpt-5.4")
        .messages(
            SystemMessage.from("Be brief."),
            UserMessage.from("ada", "What is 1+1, and what time is it?"),
            AiMessage.from(List.of(call)),
            ToolExecutionResultMessage.from(call, "{\"result\":2}"))
        .toolSpecifications(Samples.currentTime())
        .build();
  }

  private static ChatRequest withState() {
    JsonNode state =
        Samples.json(
            "{\"openai_chat\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"s\"}]},\"other\":1}");
    AiMessage earlier =
        AiMessage.builder()
            .text("Before.")
            .thinking("Hm.")
            .attributes(Map.of("coda.reasoning_state", state))
            .build();
    return ChatRequest.builder()
        .modelName("gpt-5.4")
        .messages(UserMessage.from("Hi"), earlier, UserMessage.from("Sure?"))
        .build();
  }

  private static ChatRequest.Builder ask(String question) {
    return ChatRequest.builder().modelName("gpt-5.4").messages(UserMessage.from(question));
  }
}
