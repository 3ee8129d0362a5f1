package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.FakeTransport;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.output.FinishReason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FinishReasonsTest {
  @Test
  void passesOnTheCallOfAToolThatWasNotDeclared() {
    RecordingHandler handler =
        read("\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"list_files\"}}]},");
    assertThat(handler.response().aiMessage().toolExecutionRequests())
        .extracting(ToolExecutionRequest::name)
        .containsExactly("list_files");
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
  }

  @Test
  void callsAnUnexpectedCallThatDoesNotComeMalformed() {
    assertThat(read("").failure().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
  }

  private static RecordingHandler read(String content) {
    String stream =
        "data: {\"candidates\":[{" + content + "\"finishReason\":\"UNEXPECTED_TOOL_CALL\"}]}\n\n";
    RecordingHandler handler = RecordingHandler.create();
    WireChatModel.of(
            GenerateContent.at("google", "https://host", ModelCatalogue.bundled()),
            FakeTransport.whole(stream.getBytes(StandardCharsets.UTF_8)),
            ChatRequestParameters.builder().build())
        .chat(Requests.of("text"), handler);
    return handler;
  }
}
