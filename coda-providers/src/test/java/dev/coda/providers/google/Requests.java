package dev.coda.providers.google;

import dev.coda.providers.internal.wire.Samples;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.pdf.PdfFile;
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
            .modelName("gemini-3.5-flash")
            .maxOutputTokens(500)
            .stopSequences(List.of("END"))
            .build());
    BY_NAME.put(
        "one-tool",
        ask("What is 12*7?")
            .modelName("gemini-3.5-flash")
            .toolSpecifications(Samples.calculator())
            .build());
    BY_NAME.put("one-tool-other-word", ask("1").toolSpecifications(Samples.calculator()).build());
    BY_NAME.put(
        "parallel-tools",
        ask("What time is it in Tokyo and Paris?")
            .toolSpecifications(Samples.currentTime())
            .toolChoice(ToolChoice.REQUIRED)
            .build());
    BY_NAME.put(
        "parallel-tools-in-chunks",
        ask("Both.").toolSpecifications(Samples.currentTime(), Samples.calculator()).build());
    BY_NAME.put(
        "tool-without-arguments",
        ask("Which rooms are there?")
            .toolSpecifications(ToolSpecification.builder().name("list_rooms").build())
            .toolChoice(ToolChoice.AUTO)
            .build());
    BY_NAME.put("text-then-tool", afterATool());
    BY_NAME.put("structured-output", ask("The capital of France?").responseFormat(city()).build());
    BY_NAME.put("images-in", withImages());
    BY_NAME.put("usage-cumulative", ask("Count.").temperature(0.2).topP(0.9).topK(40).build());
    BY_NAME.put("usage-after-finish", ask("Hi").build());
    BY_NAME.put("usage-thoughts-within", ask("Hi").build());
    BY_NAME.put("usage-of-tools", ask("Hi").build());
    BY_NAME.put("refusal", ask("Something bad.").build());
    BY_NAME.put("prompt-blocked", ask("Something odd.").build());
    BY_NAME.put("error-in-stream", ask("Hello").build());
    BY_NAME.put("malformed-call", ask("Add.").toolSpecifications(Samples.calculator()).build());
    BY_NAME.put("length-limit", ask("Tell me a tale.").maxOutputTokens(4).build());
    BY_NAME.put("length-limit-in-thought", ask("Think.").maxOutputTokens(4).build());
    BY_NAME.put("citations", ask("Quote Hamlet.").build());
    BY_NAME.put("not-streamed", ask("Hello").build());
    BY_NAME.put("with-done-mark", ask("Hello").build());
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
                    JsonObjectSchema.builder().addStringProperty("city").required("city").build())
                .build())
        .build();
  }

  private static ChatRequest withImages() {
    UserMessage user =
        UserMessage.from(
            TextContent.from("What is in these?"),
            ImageContent.from("https://example.org/a.jpg"),
            ImageContent.from("aGk=", "image/webp"),
            PdfFileContent.from(PdfFile.builder().base64Data("JVBERg==").build()));
    return ChatRequest.builder().modelName("gemini-2.5-flash").messages(user).build();
  }

  private static ChatRequest afterATool() {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder()
            .id("call_1")
            .name("calculator")
            .arguments("{\"expression\": \"1+1\"}")
            .build();
    return ChatRequest.builder()
        .modelName("gemini-3.5-flash")
        .messages(
            SystemMessage.from("Be brief."),
            UserMessage.from("What is 1+1, and what time is it?"),
            AiMessage.from(List.of(call)),
            ToolExecutionResultMessage.from(call, "{\"result\":2}"))
        .toolSpecifications(Samples.currentTime())
        .build();
  }

  private static ChatRequest.Builder ask(String question) {
    return ChatRequest.builder().modelName("gemini-2.5-flash").messages(UserMessage.from(question));
  }
}
