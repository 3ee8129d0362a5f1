package dev.coda.providers.openai;

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
import dev.langchain4j.data.pdf.PdfFile;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests of the fixtures of Responses, as a caller writes them. */
final class ResponsesRequests {
  private static final Map<String, ChatRequest> BY_NAME = new LinkedHashMap<>();

  static {
    for (String shared :
        List.of(
            "text",
            "one-tool",
            "parallel-tools",
            "tool-without-arguments",
            "structured-output",
            "refusal",
            "content-filter",
            "length-limit",
            "length-limit-in-tool",
            "error-in-stream")) {
      BY_NAME.put(shared, Requests.of(shared));
    }
    BY_NAME.put("reasoning", thinking());
    BY_NAME.put("reasoning-between", afterThinking());
    BY_NAME.put("parallel-tools-interleaved", Requests.of("tools-without-index"));
    BY_NAME.put("tool-without-arguments-empty", Requests.of("tool-without-arguments"));
    BY_NAME.put("text-then-tool", Requests.of("text-then-tool"));
    BY_NAME.put("images-in", withFiles());
    BY_NAME.put("usage-details", ask("Hi").temperature(0.2).topP(0.9).build());
    BY_NAME.put("usage-missing", jsonOfAnyShape());
    BY_NAME.put("error-in-stream-nested", ask("Hi").build());
    BY_NAME.put("error-in-stream-failed", ask("Hi").build());
    BY_NAME.put("length-limit-in-thought", ask("Think.").maxOutputTokens(64).build());
    BY_NAME.put("citations", ask("How does it end?").build());
    BY_NAME.put("whole-items", calculating());
    BY_NAME.put("whole-at-end", calculating());
    BY_NAME.put("not-streamed", calculating());
    BY_NAME.put("without-index", calculating());
  }

  private ResponsesRequests() {}

  static Map<String, ChatRequest> all() {
    return BY_NAME;
  }

  private static ChatRequest calculating() {
    return ask("1").toolSpecifications(Samples.calculator()).build();
  }

  private static ChatRequest jsonOfAnyShape() {
    ResponseFormat json = ResponseFormat.builder().type(ResponseFormatType.JSON).build();
    return ask("Hi, in JSON").responseFormat(json).build();
  }

  private static ChatRequest thinking() {
    OpenAiParameters parameters =
        OpenAiParameters.builder()
            .modelName("gpt-5.4")
            .maxOutputTokens(500)
            .reasoningEffort("high")
            .reasoningSummary("auto")
            .verbosity("low")
            .serviceTier("flex")
            .promptCacheKey("user-1")
            .parallelToolCalls(false)
            .safetyIdentifier("5f2c")
            .extra("prompt_cache_retention", "24h")
            .build();
    return ChatRequest.builder()
        .messages(UserMessage.from("Which is larger, 9.11 or 9.8?"))
        .parameters(parameters)
        .build();
  }

  /** What the model said before goes back in the order in which it said it. */
  private static ChatRequest afterThinking() {
    JsonNode state =
        Samples.json(
            """
            {"openai_responses": {"items": [
              {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"},
              {"type": "text", "length": 12, "phase": "commentary"},
              {"type": "call"},
              {"type": "reasoning", "id": "rs_2", "summary": [], "encrypted_content": "gBBB"},
              {"type": "call"}]},
             "anthropic": {"blocks": [{"type": "thinking"}]}}\
            """);
    ToolExecutionRequest tokyo = call("call_a", "{\"timezone\":\"Asia/Tokyo\"}");
    ToolExecutionRequest paris = call("call_b", "{\"timezone\":\"Europe/Paris\"}");
    AiMessage earlier =
        AiMessage.builder()
            .text("Let me look.")
            .toolExecutionRequests(List.of(tokyo, paris))
            .attributes(Map.of(ModelAttributes.REASONING_STATE, state))
            .build();
    ToolExecutionResultMessage seen =
        ToolExecutionResultMessage.builder()
            .id("call_b")
            .toolName("current_time")
            .contents(TextContent.from("A clock:"), ImageContent.from("aGk=", "image/png"))
            .build();
    List<ChatMessage> messages =
        List.of(
            SystemMessage.from("Be brief."),
            SystemMessage.from("Be kind."),
            UserMessage.from("What time is it in Tokyo and Paris?"),
            earlier,
            ToolExecutionResultMessage.from(tokyo, "12:00"),
            seen,
            SystemMessage.from("Hurry."));
    return ChatRequest.builder().modelName("gpt-5.4").messages(messages).build();
  }

  private static ToolExecutionRequest call(String id, String arguments) {
    return ToolExecutionRequest.builder().id(id).name("current_time").arguments(arguments).build();
  }

  private static ChatRequest withFiles() {
    UserMessage user =
        UserMessage.from(
            TextContent.from("What is in these?"),
            ImageContent.from("https://example.org/a.jpg", ImageContent.DetailLevel.AUTO),
            ImageContent.from("aGk=", "image/png", ImageContent.DetailLevel.HIGH),
            PdfFileContent.from("https://example.org/a.pdf"),
            PdfFileContent.from(PdfFile.builder().base64Data("JVBERg==").build()));
    return ChatRequest.builder()
        .messages(user)
        .parameters(
            OpenAiParameters.builder()
                .modelName("gpt-4.1")
                .toolSpecifications(strictTool())
                .toolChoice(ToolChoice.NONE)
                .build())
        .build();
  }

  private static ToolSpecification strictTool() {
    return Samples.calculator().toBuilder().strict(true).build();
  }

  private static ChatRequest.Builder ask(String question) {
    return ChatRequest.builder().modelName("gpt-5.4").messages(UserMessage.from(question));
  }
}
