package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.ArgumentText;
import dev.coda.providers.internal.wire.StreamSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;

/** Collects the call of a tool. */
final class OutputCall implements OutputItem {
  private final int position;
  private final StreamSink sink;
  private final ArgumentText arguments = new ArgumentText();
  private String id = "";
  private String name = "";
  private int sent;

  OutputCall(int position, StreamSink sink) {
    this.position = position;
    this.sink = sink;
  }

  @Override
  public void piece(ResponseFrame frame) {
    arguments.add(frame.delta);
    report();
  }

  @Override
  public void part(ResponseFrame frame) {
    if (name.isEmpty()) {
      name = frame.name;
    }
    complete(frame.whole);
  }

  @Override
  public void whole(JsonNode item) {
    if (id.isEmpty()) {
      id = item.path("call_id").asText(item.path("id").asText(""));
    }
    if (name.isEmpty()) {
      name = item.path("name").asText("");
    }
    JsonNode given = item.path("arguments");
    complete(given.isObject() ? given.toString() : given.asText(""));
  }

  @Override
  public void describe(ResponsesState state) {
    state.call();
  }

  /** Returns whether the call was never made, since the provider stopped the answer short. */
  boolean isCut() {
    return name.isEmpty() || arguments.pieces().isEmpty() || !arguments.isWhole();
  }

  /** Reports the complete call, and returns it. */
  ToolExecutionRequest complete() {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id(callId()).name(name).arguments(arguments.text()).build();
    if (sent == 0) {
      sink.toolCallPiece(position, callId(), call.name(), call.arguments());
    }
    sink.toolCall(position, call);
    return call;
  }

  /** The complete arguments replace all earlier pieces. */
  private void complete(String whole) {
    if (!whole.isEmpty()) {
      if (!whole.startsWith(arguments.pieces().toString())) {
        sent = whole.length();
      }
      arguments.replace(whole);
    }
    report();
    if (!whole.isEmpty()) {
      announce();
    }
  }

  /** Reports what was held back as the beginning of more: listeners order calls by their pieces. */
  void announce() {
    String pieces = sent == 0 && !name.isEmpty() ? arguments.pieces().toString() : "";
    if (!pieces.isEmpty()) {
      sent = pieces.length();
      sink.toolCallPiece(position, callId(), name, pieces);
    }
  }

  private void report() {
    CharSequence pieces = arguments.pieces();
    if (!name.isEmpty() && pieces.length() > sent && !arguments.isEmpty()) {
      String unsent = pieces.subSequence(sent, pieces.length()).toString();
      sent = pieces.length();
      sink.toolCallPiece(position, callId(), name, unsent);
    }
  }

  private String callId() {
    return id.isEmpty() ? "call_" + position : id;
  }
}
