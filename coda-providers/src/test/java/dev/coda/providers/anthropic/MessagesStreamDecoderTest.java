package dev.coda.providers.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.providers.internal.wire.FakeTransport;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesStreamDecoderTest {
  private static final String OPEN_CALL =
      "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
          + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}}";
  private static final String TOOL_USE =
      "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}";
  private static final String STOP = "{\"type\":\"message_stop\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "{\"type\":\"ping\"",
        "[DONE]",
      })
  void callsMalformedWhatTheProtocolDoesNotAllow(String event) {
    assertThat(read(event, STOP).failure().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
  }

  @Test
  void closesBlocksThatAHostLeavesOpen() {
    RecordingHandler handler =
        read(
            OPEN_CALL,
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"partial_json\":\"{}\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"partial_json\":\"{\\\"a\\\":1}\"}}",
            OPEN_CALL,
            TOOL_USE,
            STOP);
    assertThat(handler.response().aiMessage().toolExecutionRequests())
        .extracting(ToolExecutionRequest::arguments)
        .containsExactly("{\"a\":1}", "{}");
  }

  @Test
  void readsPiecesOfABlockThatWasNeverBegun() {
    RecordingHandler handler =
        read(
            "{\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"thinking\":\"hm\"}}",
            "{\"type\":\"content_block_delta\",\"index\":4,\"delta\":{\"text\":\"x\"}}",
            STOP);
    assertThat(handler.response().aiMessage().thinking()).isEqualTo("hm");
    assertThat(handler.response().aiMessage().text()).isEqualTo("x");
  }

  @Test
  void leavesACallWithoutANameForTheCallerToRefuse() {
    RecordingHandler handler =
        read(
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\"}}",
            TOOL_USE,
            STOP);
    assertThat(handler.response().aiMessage().toolExecutionRequests())
        .extracting(ToolExecutionRequest::name)
        .containsExactly("unknown");
  }

  @Test
  void keepsAWholeAnswerWithoutTheEventBehindIt() {
    RecordingHandler handler =
        read(OPEN_CALL, "{\"type\":\"content_block_stop\",\"index\":0}", TOOL_USE);
    assertThat(handler.toolCalls()).hasSize(1);
  }

  @Test
  void takesACallThatTheStartOfAFinishedMessageHolds() {
    RecordingHandler handler =
        read(
            "{\"type\":\"message_start\",\"message\":{\"stop_reason\":\"tool_use\",\"content\":["
                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{\"a\":1},"
                + "\"caller\":{\"type\":\"code_execution\"}}]}}",
            STOP);
    assertThat(handler.toolCalls()).hasSize(1);
    assertThat(handler.response().aiMessage().toolExecutionRequests())
        .extracting(ToolExecutionRequest::arguments)
        .containsExactly("{\"a\":1}");
  }

  @Test
  void takesABlockOnceThatTheStartAnnounces() {
    RecordingHandler handler =
        read(
            "{\"type\":\"message_start\",\"message\":{\"stop_reason\":null,\"content\":["
                + "{\"type\":\"text\",\"text\":\"Hi\"}]}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                + "{\"type\":\"text\",\"text\":\"Hi\"}}",
            STOP);
    assertThat(handler.response().aiMessage().text()).isEqualTo("Hi");
  }

  @Test
  void passesOverWhatFollowsTheEnd() {
    assertThat(read(STOP, "[DONE]").response().aiMessage().text()).isEmpty();
  }

  @Test
  void goesByTheNameOfAnEventThatDoesNotSayItsType() {
    assertThat(readRaw("event: message_stop\ndata: {}\n\n").response().aiMessage().text())
        .isEmpty();
  }

  private static RecordingHandler read(String... events) {
    StringBuilder stream = new StringBuilder("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    for (String event : events) {
      stream.append("data: ").append(event).append("\n\n");
    }
    return readRaw(stream.toString());
  }

  private static RecordingHandler readRaw(String stream) {
    RecordingHandler handler = RecordingHandler.create();
    MessagesFormat format =
        MessagesFormat.at(
            "anthropic", "https://host", MessagesContractTest.model("claude-sonnet-4-5", true));
    WireChatModel.of(
            format,
            FakeTransport.whole(stream.getBytes(UTF_8)),
            ChatRequestParameters.builder().build())
        .doChat(Requests.of(Requests.own(), UserMessage.from("Hi")), handler);
    return handler;
  }
}
