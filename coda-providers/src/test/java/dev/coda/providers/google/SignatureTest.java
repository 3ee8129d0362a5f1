package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.FakeTransport;
import dev.coda.providers.internal.wire.Samples;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final GenerateContent FORMAT =
      GenerateContent.at("google", "https://host", ModelCatalogue.bundled());

  @Test
  void returnsEverySignatureOnThePartItCameWith() {
    AiMessage reply =
        answer(
            """
            {"text": "Think ", "thought": true},
            {"text": "hard.", "thought": true, "thoughtSignature": "A"},
            {"text": "I will "}, {"text": "look."}, {"text": "", "thoughtSignature": "B"},
            {"functionCall": {"name": "f", "id": "1"}, "thoughtSignature": "C"},
            {"functionCall": {"name": "g", "id": "2"}},
            {"text": "Later.", "thoughtSignature": "D"}\
            """);
    assertThat(replayed("gemini-3.5-flash", reply))
        .isEqualTo(
            Samples.json(
                """
                [{"text": "hard.", "thought": true, "thoughtSignature": "A"},
                 {"text": "I will look."}, {"text": "", "thoughtSignature": "B"},
                 {"functionCall": {"id": "1", "name": "f", "args": {}}, "thoughtSignature": "C"},
                 {"functionCall": {"id": "2", "name": "g", "args": {}}},
                 {"text": "Later.", "thoughtSignature": "D"}]\
                """));
  }

  @Test
  void keepsTheSignaturesOfCallsWhoseTextHasChanged() {
    AiMessage reply =
        answer(
            """
            {"text": "I will look."},
            {"functionCall": {"name": "f", "id": "1"}, "thoughtSignature": "C"}\
            """);
    assertThat(replayed("gemini-3.5-flash", reply.toBuilder().text("Cut").build()))
        .isEqualTo(
            Samples.json(
                """
                [{"text": "Cut"},
                 {"functionCall": {"id": "1", "name": "f", "args": {}}, "thoughtSignature": "C"}]\
                """));
  }

  @Test
  void marksCallsOfOtherModelsWhereSignaturesAreChecked() {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id("1").name("f").arguments("{}").build();
    AiMessage foreign = AiMessage.from(List.of(call, call));
    JsonNode checked = replayed("gemini-3.1-pro-preview", foreign);
    assertThat(checked.path(0).path("thoughtSignature").asText())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(checked.path(1).has("thoughtSignature")).isFalse();
    assertThat(replayed("gemini-2.5-flash", foreign).path(0).has("thoughtSignature")).isFalse();
  }

  private static AiMessage answer(String parts) {
    String chunk =
        "data: {\"candidates\": [{\"content\": {\"parts\": ["
            + parts.replace("\n", " ")
            + "]}, \"finishReason\": \"STOP\"}]}\n\n";
    RecordingHandler handler = RecordingHandler.create();
    FakeTransport transport = FakeTransport.whole(chunk.getBytes(StandardCharsets.UTF_8));
    WireChatModel.of(FORMAT, transport, GoogleParameters.builder().build())
        .chat(Requests.of("text"), handler);
    return handler.response().aiMessage();
  }

  private static JsonNode replayed(String model, AiMessage reply) {
    ChatRequest request =
        ChatRequest.builder().modelName(model).messages(UserMessage.from("Hi"), reply).build();
    return RequestEncoderTest.body(request).at("/contents/1/parts");
  }
}
