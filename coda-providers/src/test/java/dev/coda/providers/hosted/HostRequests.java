package dev.coda.providers.hosted;

import dev.coda.providers.openai.OpenAiParameters;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.List;

/** The requests in which hosts differ most. */
final class HostRequests {
  private HostRequests() {}

  /** Everything that a host may have another word for, or no place. */
  static ChatRequest demanding() {
    OpenAiParameters parameters =
        parameters()
            .maxOutputTokens(100)
            .temperature(0.5)
            .topK(40)
            .seed(7)
            .toolSpecifications(calculator())
            .toolChoice(ToolChoice.REQUIRED)
            .build();
    ToolExecutionRequest call =
        ToolExecutionRequest.builder()
            .id("toolu_01A09q90qw90lq917835lq9")
            .name("calculator")
            .arguments("{\"expression\":\"1\"}")
            .build();
    AiMessage earlier =
        AiMessage.builder().thinking("One.").toolExecutionRequests(List.of(call)).build();
    return ChatRequest.builder()
        .messages(
            SystemMessage.from("Be brief."),
            UserMessage.from("ada", "Add."),
            earlier,
            ToolExecutionResultMessage.from(call, "1"))
        .parameters(parameters)
        .build();
  }

  static ChatRequest structured() {
    JsonObjectSchema city =
        JsonObjectSchema.builder()
            .addStringProperty("city")
            .required("city")
            .additionalProperties(false)
            .build();
    ResponseFormat format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("city").rootElement(city).build())
            .build();
    return ChatRequest.builder()
        .messages(UserMessage.from("Where?"))
        .parameters(parameters().responseFormat(format).build())
        .build();
  }

  private static OpenAiParameters.Builder parameters() {
    return OpenAiParameters.builder().modelName("m");
  }

  private static ToolSpecification calculator() {
    return ToolSpecification.builder()
        .name("calculator")
        .strict(true)
        .parameters(JsonObjectSchema.builder().addStringProperty("expression").build())
        .build();
  }
}
