package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.io.IOException;

/** Collects the call of a tool. */
final class OutputCall implements OutputItem {
  private final int position;
  private final StreamSink sink;
  private final StringBuilder arguments = new StringBuilder();
  private String id = "";
  private String name = "";
  private int sent;

  OutputCall(int position, StreamSink sink) {
    this.position = position;
    this.sink = sink;
  }

  @Override
  public void piece(ResponseFrame frame) {
    arguments.append(frame.delta);
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

  /** Tells whether the call was never made, since the provider stopped the answer short. */
  boolean isCut() {
    try {
      return name.isEmpty() || WireJson.mapper().readTree(arguments.toString()).isMissingNode();
    } catch (JsonProcessingException cut) {
      return true;
    }
  }

  /** Reports the complete call, and returns it. */
  ToolExecutionRequest complete() throws IOException {
    if (name.isEmpty()) {
      throw new IOException("a call without a name");
    }
    if (arguments.toString().isBlank()) {
      arguments.setLength(0);
      arguments.append("{}");
    }
    report();
    ToolExecutionRequest call =
        ToolExecutionRequest.builder()
            .id(callId())
            .name(name)
            .arguments(arguments.toString())
            .build();
    sink.toolCall(position, call);
    return call;
  }

  /** The whole of the arguments counts, whatever pieces came before. */
  private void complete(String whole) {
    if (!whole.isEmpty()) {
      if (!whole.startsWith(arguments.toString())) {
        sent = whole.length();
      }
      arguments.setLength(0);
      arguments.append(whole);
    }
    report();
  }

  private void report() {
    if (!name.isEmpty() && arguments.length() > sent) {
      String unsent = arguments.substring(sent);
      sent = arguments.length();
      sink.toolCallPiece(position, callId(), name, unsent);
    }
  }

  private String callId() {
    return id.isEmpty() ? "call_" + position : id;
  }
}
