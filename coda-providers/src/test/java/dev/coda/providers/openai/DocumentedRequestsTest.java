package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.Samples;
import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The requests that OpenAI's documentation shows, in both protocols, with what Coda adds to each:
 * that it streams, and that nothing is stored.
 */
class DocumentedRequestsTest {
  private static final String WEATHER =
      """
      {"type": "object", "properties": {
        "location": {"type": "string", "description": "The city and state, e.g. Boston, MA"},
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
       "required": ["location"]}\
      """;
  private static final String EVENT =
      """
      {"type": "object", "properties": {
        "name": {"type": "string"}, "date": {"type": "string"},
        "participants": {"type": "array", "items": {"type": "string"}}},
       "required": ["name", "date", "participants"], "additionalProperties": false}\
      """;
  private static final String BOARDWALK = "https://example.org/boardwalk.jpg";

  @Test
  void greetsInChatCompletions() throws IOException {
    assertThat(chat(greeting()))
        .isEqualTo(
            streamed(
                """
                {"model": "gpt-5.4", "messages": [
                  {"role": "system", "content": "You are a helpful assistant."},
                  {"role": "user", "content": "Hello!"}]}
                """));
  }

  @Test
  void greetsInResponses() throws IOException {
    assertThat(responses(greeting()))
        .isEqualTo(
            unstored(
                """
                {"model": "gpt-5.4", "instructions": "You are a helpful assistant.",
                 "input": [{"role": "user", "content": "Hello!"}]}
                """));
  }

  @Test
  void showsAnImageInChatCompletions() throws IOException {
    assertThat(chat(looking()))
        .isEqualTo(
            streamed(
                """
                {"model": "gpt-5.4", "messages": [{"role": "user", "content": [
                   {"type": "text", "text": "What is in this image?"},
                   {"type": "image_url", "image_url": {"url": "%s", "detail": "auto"}}]}],
                 "max_completion_tokens": 300}
                """
                    .formatted(BOARDWALK)));
  }

  @Test
  void showsAnImageInResponses() throws IOException {
    assertThat(responses(looking()))
        .isEqualTo(
            unstored(
                """
                {"model": "gpt-5.4", "input": [{"role": "user", "content": [
                   {"type": "input_text", "text": "What is in this image?"},
                   {"type": "input_image", "image_url": "%s", "detail": "auto"}]}],
                 "max_output_tokens": 300}
                """
                    .formatted(BOARDWALK)));
  }

  @Test
  void showsAFileInBoth() throws IOException {
    assertThat(
            chat(
                ask(
                    PdfFileContent.from("JVBERi0=", "application/pdf"),
                    TextContent.from("What is the first dragon?"))))
        .isEqualTo(
            streamed(
                """
                {"model": "gpt-5.4", "messages": [{"role": "user", "content": [
                   {"type": "file", "file": {"filename": "document.pdf",
                     "file_data": "data:application/pdf;base64,JVBERi0="}},
                   {"type": "text", "text": "What is the first dragon?"}]}]}
                """));
    assertThat(
            responses(
                ask(
                    TextContent.from("What is in this file?"),
                    PdfFileContent.from("https://example.org/2024ltr.pdf"))))
        .isEqualTo(
            unstored(
                """
                {"model": "gpt-5.4", "input": [{"role": "user", "content": [
                   {"type": "input_text", "text": "What is in this file?"},
                   {"type": "input_file", "file_url": "https://example.org/2024ltr.pdf"}]}]}
                """));
  }

  @Test
  void playsARecordingInChatCompletions() throws IOException {
    Audio recording = Audio.builder().base64Data("UklGRg==").mimeType("audio/wav").build();
    assertThat(
            chat(ask(TextContent.from("What is in this recording?"), AudioContent.from(recording))))
        .isEqualTo(
            streamed(
                """
                {"model": "gpt-5.4", "messages": [{"role": "user", "content": [
                   {"type": "text", "text": "What is in this recording?"},
                   {"type": "input_audio",
                    "input_audio": {"data": "UklGRg==", "format": "wav"}}]}]}
                """));
  }

  @Test
  void offersAFunctionInChatCompletions() throws IOException {
    assertThat(chat(weather()))
        .isEqualTo(
            streamed(
                """
                {"model": "gpt-5.4", "messages": [
                   {"role": "user", "content": "What is the weather like in Boston today?"},
                   {"role": "assistant", "content": null, "tool_calls": [
                     {"id": "call_abc123", "type": "function", "function":
                       {"name": "get_current_weather",
                        "arguments": "{\\"location\\": \\"Boston, MA\\"}"}}]},
                   {"role": "tool", "tool_call_id": "call_abc123", "content": "22"}],
                 "tools": [{"type": "function", "function": {"name": "get_current_weather",
                   "description": "Get the current weather in a given location",
                   "parameters": %s}}],
                 "tool_choice": "auto"}
                """
                    .formatted(WEATHER)));
  }

  @Test
  void offersAFunctionInResponses() throws IOException {
    assertThat(responses(weather()))
        .isEqualTo(
            unstored(
                """
                {"model": "gpt-5.4", "input": [
                   {"role": "user", "content": "What is the weather like in Boston today?"},
                   {"type": "function_call", "call_id": "call_abc123",
                    "name": "get_current_weather",
                    "arguments": "{\\"location\\": \\"Boston, MA\\"}"},
                   {"type": "function_call_output", "call_id": "call_abc123", "output": "22"}],
                 "tools": [{"type": "function", "name": "get_current_weather",
                   "description": "Get the current weather in a given location",
                   "parameters": %s, "strict": false}],
                 "tool_choice": "auto"}
                """
                    .formatted(WEATHER)));
  }

  @Test
  void asksForAShapeInChatCompletions() throws IOException {
    assertThat(chat(extraction()))
        .isEqualTo(
            streamed(
                """
                {"model": "gpt-5.4", "messages": [
                   {"role": "system", "content": "Extract the event information."},
                   {"role": "user", "content": "Alice and Bob go to a science fair on Friday."}],
                 "response_format": {"type": "json_schema", "json_schema":
                   {"name": "calendar_event", "schema": %s, "strict": true}}}
                """
                    .formatted(EVENT)));
  }

  @Test
  void asksForAShapeInResponses() throws IOException {
    assertThat(responses(extraction()))
        .isEqualTo(
            unstored(
                """
                {"model": "gpt-5.4", "instructions": "Extract the event information.",
                 "input": [
                   {"role": "user", "content": "Alice and Bob go to a science fair on Friday."}],
                 "text": {"format": {"type": "json_schema", "name": "calendar_event",
                   "schema": %s, "strict": true}}}
                """
                    .formatted(EVENT)));
  }

  @Test
  void asksForMoreThinkingInBoth() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("How much wood would a woodchuck chuck?"))
            .parameters(
                OpenAiParameters.builder().modelName("gpt-5.4").reasoningEffort("high").build())
            .build();
    assertThat(responses(request))
        .isEqualTo(
            unstored(
                """
                {"model": "gpt-5.4", "reasoning": {"effort": "high"}, "input": [
                   {"role": "user", "content": "How much wood would a woodchuck chuck?"}]}
                """));
    assertThat(chat(request))
        .isEqualTo(
            streamed(
                """
                {"model": "gpt-5.4", "reasoning_effort": "high", "messages": [
                   {"role": "user", "content": "How much wood would a woodchuck chuck?"}]}
                """));
  }

  private static ChatRequest greeting() {
    return conversation(
            SystemMessage.from("You are a helpful assistant."), UserMessage.from("Hello!"))
        .build();
  }

  private static ChatRequest looking() {
    return conversation(
            UserMessage.from(
                TextContent.from("What is in this image?"),
                ImageContent.from(BOARDWALK, ImageContent.DetailLevel.AUTO)))
        .maxOutputTokens(300)
        .build();
  }

  private static ChatRequest weather() {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder()
            .id("call_abc123")
            .name("get_current_weather")
            .arguments("{\"location\": \"Boston, MA\"}")
            .build();
    ToolSpecification tool =
        ToolSpecification.builder()
            .name("get_current_weather")
            .description("Get the current weather in a given location")
            .parameters(
                JsonObjectSchema.builder()
                    .addStringProperty("location", "The city and state, e.g. Boston, MA")
                    .addEnumProperty("unit", List.of("celsius", "fahrenheit"))
                    .required("location")
                    .build())
            .build();
    return conversation(
            UserMessage.from("What is the weather like in Boston today?"),
            AiMessage.from(call),
            ToolExecutionResultMessage.from(call, "22"))
        .toolSpecifications(tool)
        .toolChoice(ToolChoice.AUTO)
        .build();
  }

  private static ChatRequest extraction() {
    JsonObjectSchema event =
        JsonObjectSchema.builder()
            .addStringProperty("name")
            .addStringProperty("date")
            .addProperty(
                "participants", JsonArraySchema.builder().items(new JsonStringSchema()).build())
            .required("name", "date", "participants")
            .additionalProperties(false)
            .build();
    ResponseFormat format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("calendar_event").rootElement(event).build())
            .build();
    return conversation(
            SystemMessage.from("Extract the event information."),
            UserMessage.from("Alice and Bob go to a science fair on Friday."))
        .responseFormat(format)
        .build();
  }

  private static ChatRequest ask(Content... contents) {
    return conversation(UserMessage.from(contents)).build();
  }

  private static ChatRequest.Builder conversation(ChatMessage... messages) {
    return ChatRequest.builder().modelName("gpt-5.4").messages(messages);
  }

  private static JsonNode chat(ChatRequest request) throws IOException {
    return body(
        ChatCompletions.at("openai", OpenAiProvider.BASE_URL, ChatDialect.openAi(), true), request);
  }

  private static JsonNode responses(ChatRequest request) throws IOException {
    ModelRef model = new ModelRef("openai", "gpt-5.4");
    return body(
        ResponsesFormat.at("openai", OpenAiProvider.BASE_URL, ModelCatalogue.bundled().find(model)),
        request);
  }

  private static JsonNode body(WireFormat format, ChatRequest request) throws IOException {
    return WireJson.mapper().readTree(Objects.requireNonNull(format.encode(request).body()));
  }

  private static JsonNode streamed(String documented) {
    ObjectNode body = ((ObjectNode) Samples.json(documented)).put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    return body;
  }

  private static JsonNode unstored(String documented) {
    ObjectNode body = (ObjectNode) Samples.json(documented);
    body.putArray("include").add("reasoning.encrypted_content");
    return body.put("store", false).put("stream", true);
  }
}
