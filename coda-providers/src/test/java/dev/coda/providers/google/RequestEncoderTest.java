package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.Samples;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
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
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Requests against the examples of Google's documentation, field by field. */
class RequestEncoderTest {
  private static final GenerateContent FORMAT =
      GenerateContent.at("google", "https://host", ModelCatalogue.bundled());

  @Test
  void writesAnInstructionAndLimits() {
    ChatRequest request =
        ask("gemini-2.0-flash")
            .messages(SystemMessage.from("You are a cat."), UserMessage.from("Hello there"))
            .stopSequences(List.of("Title"))
            .temperature(1.0)
            .topP(0.8)
            .topK(10)
            .maxOutputTokens(800)
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"systemInstruction": {"parts": [{"text": "You are a cat."}]},
                 "contents": [{"role": "user", "parts": [{"text": "Hello there"}]}],
                 "generationConfig": {"temperature": 1.0, "topP": 0.8, "topK": 10,
                   "maxOutputTokens": 800, "stopSequences": ["Title"]}}\
                """));
  }

  @Test
  void writesAFieldOfTheCallersOwn() {
    ChatRequest request =
        ChatRequest.builder()
            .parameters(
                GoogleParameters.builder()
                    .modelName("gemini-2.0-flash")
                    .extra("safetySettings", List.of())
                    .build())
            .messages(UserMessage.from("Hi"))
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
                 "safetySettings": []}\
                """));
  }

  @Test
  void writesAConversation() {
    ChatRequest request =
        ask("gemini-2.0-flash")
            .messages(
                UserMessage.from("Hello"),
                AiMessage.from("Great to meet you. What would you like to know?"),
                UserMessage.from("I have two dogs in my house."))
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"contents": [
                  {"role": "user", "parts": [{"text": "Hello"}]},
                  {"role": "model",
                   "parts": [{"text": "Great to meet you. What would you like to know?"}]},
                  {"role": "user", "parts": [{"text": "I have two dogs in my house."}]}]}\
                """));
  }

  @Test
  void writesImagesAndFiles() {
    ChatRequest request =
        ask("gemini-2.0-flash")
            .messages(
                UserMessage.from(
                    ImageContent.from("aGk=", "image/jpeg"),
                    ImageContent.from("data:image/png;base64,aG8="),
                    PdfFileContent.from("https://host/v1beta/files/abc.pdf"),
                    TextContent.from("Caption this.")))
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"contents": [{"role": "user", "parts": [
                  {"inlineData": {"mimeType": "image/jpeg", "data": "aGk="}},
                  {"inlineData": {"mimeType": "image/png", "data": "aG8="}},
                  {"fileData": {"mimeType": "application/pdf",
                                "fileUri": "https://host/v1beta/files/abc.pdf"}},
                  {"text": "Caption this."}]}]}\
                """));
  }

  @Test
  void writesASchemaForTheAnswer() {
    JsonNode body = body(wishing("gemini-2.5-flash").build());

    assertThat(body.at("/generationConfig/responseMimeType").asText())
        .isEqualTo("application/json");
    assertThat(body.at("/generationConfig/responseJsonSchema/type").asText()).isEqualTo("object");
  }

  @Test
  void givesTheSchemaAsAnInstructionWhereTheModelDoesNotTakeItBesideTools() {
    JsonNode old = body(wishing("gemini-2.5-flash").toolSpecifications(lights()).build());
    JsonNode current = body(wishing("gemini-3.5-flash").toolSpecifications(lights()).build());

    assertThat(old.at("/generationConfig/responseMimeType").isMissingNode()).isTrue();
    assertThat(old.at("/systemInstruction/parts/0/text").asText()).contains("JSON Schema");
    assertThat(current.at("/generationConfig/responseJsonSchema").isObject()).isTrue();
  }

  @Test
  void restrictsAForcedCallToTheAllowedTools() {
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("Turn on the lights."))
            .parameters(
                GoogleParameters.builder()
                    .modelName("gemini-2.0-flash")
                    .toolSpecifications(lights())
                    .toolChoice(ToolChoice.REQUIRED)
                    .allowedTools(List.of("set_light_values"))
                    .build())
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"contents": [{"role": "user", "parts": [{"text": "Turn on the lights."}]}],
                 "tools": [{"functionDeclarations": [{"name": "set_light_values",
                   "description": "Sets the lights.",
                   "parametersJsonSchema": {"type": "object",
                     "properties": {"brightness": {"type": "integer"}},
                     "required": ["brightness"]}}]}],
                 "toolConfig": {"functionCallingConfig": {"mode": "ANY",
                   "allowedFunctionNames": ["set_light_values"]}}}\
                """));
  }

  @Test
  void answersTheCallsOfOneTurnInOneContent() {
    ToolExecutionRequest tokyo = call("c1", "{\"brightness\":1}");
    ToolExecutionRequest paris = call("c2", "");
    ChatRequest request =
        ask("gemini-2.0-flash")
            .messages(
                UserMessage.from("Both."),
                AiMessage.from("Now.", List.of(tokyo, paris)),
                ToolExecutionResultMessage.from("c1", null, "bright"),
                ToolExecutionResultMessage.builder()
                    .id("c2")
                    .toolName("set_light_values")
                    .text("no such lamp")
                    .isError(true)
                    .build(),
                UserMessage.from("Thanks."))
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"contents": [
                  {"role": "user", "parts": [{"text": "Both."}]},
                  {"role": "model", "parts": [{"text": "Now."},
                    {"functionCall": {"name": "set_light_values",
                                      "args": {"brightness": 1}}},
                    {"functionCall": {"name": "set_light_values", "args": {}}}]},
                  {"role": "user", "parts": [
                    {"functionResponse": {"name": "set_light_values",
                                          "response": {"output": "bright"}}},
                    {"functionResponse": {"name": "set_light_values",
                                          "response": {"error": "no such lamp"}}}]},
                  {"role": "user", "parts": [{"text": "Thanks."}]}]}\
                """));
  }

  @Test
  void asksForThoughtsOnlyWhereAModelThinks() {
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("Hm?"))
            .parameters(
                GoogleParameters.builder()
                    .modelName("gemini-2.5-pro")
                    .thinkingBudget(1024)
                    .cachedContent("cachedContents/abc")
                    .build())
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"cachedContent": "cachedContents/abc",
                 "contents": [{"role": "user", "parts": [{"text": "Hm?"}]}],
                 "generationConfig": {"thinkingConfig": {"includeThoughts": true,
                                                         "thinkingBudget": 1024}}}\
                """));
    for (String model : List.of("gemini-2.0-flash", "gemma-3-27b-it", "gemini-2.5-flash-image")) {
      JsonNode body = body(ask(model).messages(UserMessage.from("Hm?")).build());
      assertThat(body.has("generationConfig")).as(model).isFalse();
    }
    JsonNode unlisted = body(ask("gemini-flash-latest").messages(UserMessage.from("Hm?")).build());
    assertThat(unlisted.at("/generationConfig/thinkingConfig/includeThoughts").asBoolean())
        .isTrue();
  }

  @Test
  void leavesOutWhatACacheHas() {
    ChatRequest request =
        ChatRequest.builder()
            .messages(SystemMessage.from("You are a cat."), UserMessage.from("Hi"))
            .parameters(
                GoogleParameters.builder()
                    .modelName("gemini-2.0-flash")
                    .toolSpecifications(ToolSpecification.builder().name("purr").build())
                    .cachedContent("cachedContents/abc")
                    .build())
            .build();
    assertThat(body(request))
        .isEqualTo(
            json(
                """
                {"cachedContent": "cachedContents/abc",
                 "contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}\
                """));
  }

  @Test
  void keepsOwnParametersWhenARequestOverridesTheCommonOnes() {
    GoogleParameters defaults =
        GoogleParameters.builder().modelName("gemini-2.5-pro").thinkingLevel("low").build();
    assertThat(defaults.overrideWith(GoogleParameters.builder().thinkingBudget(5).build()))
        .isEqualTo(
            GoogleParameters.builder()
                .modelName("gemini-2.5-pro")
                .thinkingLevel("low")
                .thinkingBudget(5)
                .build());
  }

  @Test
  void putsTheModelInTheAddressWithoutLettingItEscape() {
    assertThat(address("https://host", "gemini-2.5-pro"))
        .isEqualTo("https://host/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse");
    assertThat(address("https://host/gate/v1/?a=b", "tunedModels/mine"))
        .isEqualTo("https://host/gate/v1/tunedModels/mine:streamGenerateContent?a=b&alt=sse");
    assertThat(address("https://host", "../../files?x=#"))
        .isEqualTo(
            "https://host/v1beta/%2E%2E/%2E%2E/files%3Fx%3D%23:streamGenerateContent?alt=sse");
  }

  @Test
  void refusesAResultOfACallThatWasNotMade() {
    ChatRequest request =
        ask("gemini-2.0-flash")
            .messages(
                UserMessage.from("Hi"), ToolExecutionResultMessage.from("other", null, "found"))
            .build();
    assertThatThrownBy(() -> FORMAT.encode(request)).isInstanceOf(ProviderException.class);
  }

  private static String address(String base, String model) {
    ChatRequest request = ask(model).messages(UserMessage.from("Hi")).build();
    return GenerateContent.at("google", base, ModelCatalogue.bundled())
        .encode(request)
        .address()
        .toString();
  }

  private static ToolExecutionRequest call(String id, String arguments) {
    return ToolExecutionRequest.builder()
        .id(id)
        .name("set_light_values")
        .arguments(arguments)
        .build();
  }

  private static ToolSpecification lights() {
    return ToolSpecification.builder()
        .name("set_light_values")
        .description("Sets the lights.")
        .parameters(
            JsonObjectSchema.builder()
                .addIntegerProperty("brightness")
                .required("brightness")
                .build())
        .build();
  }

  private static ChatRequest.Builder ask(String model) {
    return ChatRequest.builder().modelName(model);
  }

  static JsonNode body(ChatRequest request) {
    try {
      return WireJson.mapper().readTree(Objects.requireNonNull(FORMAT.encode(request).body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    return Samples.json(text);
  }

  private static ChatRequest.Builder wishing(String model) {
    return ask(model)
        .messages(UserMessage.from("Who?"))
        .responseFormat(
            ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(
                    JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonObjectSchema.builder().addStringProperty("name").build())
                        .build())
                .build());
  }
}
