package dev.coda.providers.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.FakeTransport;
import dev.coda.providers.internal.wire.Samples;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.providers.openai.ChatCompletions;
import dev.coda.providers.openai.OpenAiParameters;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts want of the turns before. */
class HostHistoryTest {
  private static final ToolExecutionRequest CALL =
      ToolExecutionRequest.builder().id("call_1").name("f").arguments("{}").build();
  private static final ToolExecutionResultMessage RESULT =
      ToolExecutionResultMessage.from("call_1", "f", "done");

  @Test
  void putsAnAnswerBetweenAResultAndAUserWhereAHostWantsOne() {
    List<ChatMessage> cut =
        List.of(UserMessage.from("Go"), AiMessage.from(CALL), RESULT, UserMessage.from("And?"));
    assertThat(roles("mistral", cut))
        .containsExactly("user", "assistant", "tool", "assistant", "user");
    assertThat(roles("groq", cut)).containsExactly("user", "assistant", "tool", "user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepseek", "moonshot"})
  void sendsEmptyThinkingBesideTheCallsOfAnotherModel(String profile) {
    JsonNode sent =
        messages(profile, List.of(UserMessage.from("Go"), AiMessage.from(CALL), RESULT));
    assertThat(sent.at("/1/reasoning_content").textValue()).isEmpty();
  }

  @Test
  void sendsThinkingBackInTheFieldInWhichItCame() {
    String stream =
        """
        data: {"choices":[{"delta":{"reasoning_content":"Hm.","tool_calls":[{"index":0,"id":"1",\
        "function":{"name":"f","arguments":"{}"}}]}}]}

        data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

        """;
    RecordingHandler handler = RecordingHandler.create();
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from("Go")).build();
    WireChatModel.of(
            format("generic"),
            FakeTransport.whole(stream.getBytes(StandardCharsets.UTF_8)),
            OpenAiParameters.builder().modelName("m").build())
        .chat(request, handler);
    AiMessage said = handler.response().aiMessage();

    assertThat(
            messages("generic", List.of(UserMessage.from("Go"), said)).at("/1/reasoning_content"))
        .hasToString("\"Hm.\"");
  }

  @Test
  void asksForNothingAboutToolsWhereThereAreNone() {
    ChatRequest.Builder request =
        ChatRequest.builder()
            .messages(UserMessage.from("Hi"))
            .parameters(OpenAiParameters.builder().modelName("m").parallelToolCalls(false).build());
    assertThat(body("generic", request.build()).has("parallel_tool_calls")).isFalse();
  }

  @Test
  void cutsADescriptionToWhatAHostTakes() {
    ToolSpecification tool =
        ToolSpecification.builder().name("f").description("word ".repeat(300)).build();
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("Hi"))
            .parameters(OpenAiParameters.builder().modelName("m").toolSpecifications(tool).build())
            .build();
    assertThat(body("generic", request).at("/tools/0/function/description").textValue())
        .hasSize(1024)
        .endsWith("…");
    assertThat(body("groq", request).at("/tools/0/function/description").textValue()).hasSize(1500);
  }

  private static List<String> roles(String profile, List<ChatMessage> messages) {
    return messages(profile, messages).valueStream().map(m -> m.path("role").asText()).toList();
  }

  private static JsonNode messages(String profile, List<ChatMessage> messages) {
    return body(profile, ChatRequest.builder().modelName("m").messages(messages).build())
        .path("messages");
  }

  private static JsonNode body(String profile, ChatRequest request) {
    byte[] body = Objects.requireNonNull(format(profile).encode(request).body());
    return Samples.json(new String(body, StandardCharsets.UTF_8));
  }

  private static ChatCompletions format(String profile) {
    return ChatCompletions.at(
        "host", "https://host/v1", HostProfile.named(profile).dialect(), true);
  }
}
