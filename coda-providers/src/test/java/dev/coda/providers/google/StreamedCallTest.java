package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.model.ModelAttributes;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.FakeTransport;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose arguments come in pieces, as Vertex AI sends them if it is asked to. */
class StreamedCallTest {
  private static final String BEGIN = "{'name':'add','willContinue':true}";

  @Test
  void putsTheArgumentsTogether() {
    RecordingHandler handler =
        read(
            "STOP",
            BEGIN,
            piece("'$.list[0].word','stringValue':'a \\n','willContinue':true"),
            piece("'$.list[0].word','stringValue':'b','willContinue':true"),
            piece("'$.list[0].word','stringValue':''"),
            "{'willContinue':true}",
            piece("'$.list[0].price','numberValue':0.50"),
            piece("'$.list[1].yes','boolValue':true"),
            piece("'$.rows[0][0]','nullValue':null"),
            "{}",
            "{'name':'now'}",
            "{'id':'7','name':'sub','willContinue':true}",
            "{'partialArgs':[{'jsonPath':'$.x','numberValue':1}]}");
    assertThat(calls(handler))
        .containsExactly(
            "add:{\"list\":[{\"word\":\"a"
                + " \\nb\",\"price\":0.5},{\"yes\":true}],\"rows\":[[null]]}",
            "now:{}",
            "sub:{\"x\":1}");
    assertThat(handler.response().aiMessage().toolExecutionRequests().get(2).id()).isEqualTo("7");
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
  }

  @Test
  void keepsTheSignatureWithTheCallThatItCameWith() {
    RecordingHandler handler = read("STOP", BEGIN, "{}", "{'name':'now'}");
    JsonNode state =
        (JsonNode) handler.response().aiMessage().attributes().get(ModelAttributes.REASONING_STATE);
    assertThat(Objects.requireNonNull(state).at("/google/parts"))
        .hasToString("[{\"call\":0,\"thoughtSignature\":\"c2ln\"},{\"call\":1}]");
  }

  @Test
  void makesNoCallThatALimitCut() {
    RecordingHandler handler = read("MAX_TOKENS", "{'name':'now'}", BEGIN);
    assertThat(calls(handler)).containsExactly("now:{}");
    assertThat(handler.response().finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void makesNoCallThatHasNoEnd() {
    assertThat(read("STOP", BEGIN).failure().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'list[0]'", "'$'", "'$.list[5]'", "'$.a.b'", "'$.list.b'", "'$[0]'", "'$.a..b'"})
  void callsMalformedAPathThatLeadsNowhere(String path) {
    RecordingHandler handler =
        read(
            "STOP",
            BEGIN,
            piece("'$.a','numberValue':1"),
            piece("'$.list[0]','numberValue':1"),
            piece(path + ",'numberValue':1"),
            "{}");
    assertThat(handler.failure().kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
  }

  private static String piece(String pathAndValue) {
    return "{'partialArgs':[{'jsonPath':" + pathAndValue + "}],'willContinue':true}";
  }

  private static List<String> calls(RecordingHandler handler) {
    return handler.response().aiMessage().toolExecutionRequests().stream()
        .map(call -> call.name() + ":" + call.arguments())
        .toList();
  }

  private static RecordingHandler read(String finishReason, String... calls) {
    StringBuilder stream = new StringBuilder();
    for (String call : calls) {
      String signature = call.equals(BEGIN) ? ",'thoughtSignature':'c2ln'" : "";
      stream.append(event("{'content':{'parts':[{'functionCall':" + call + signature + "}]}}"));
    }
    stream.append(event("{'finishReason':'" + finishReason + "'}"));
    RecordingHandler handler = RecordingHandler.create();
    WireChatModel.of(
            GenerateContent.at("google", "https://host", ModelCatalogue.bundled()),
            FakeTransport.whole(stream.toString().getBytes(StandardCharsets.UTF_8)),
            ChatRequest.builder().messages(UserMessage.from("Hi")).build().parameters())
        .chat(Requests.of("text"), handler);
    return handler;
  }

  private static String event(String candidate) {
    return "data: {\"candidates\":[" + candidate.replace('\'', '"') + "]}\n\n";
  }
}
