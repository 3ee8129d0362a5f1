package dev.coda.providers.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.io.IOException;

/**
 * Puts a tool call together, whose arguments are whole at the end of its block and not before.
 * Confined to one thread at a time.
 */
final class ToolUseBlock implements ContentBlock {
  private final StreamSink sink;
  private final int position;
  private final String id;
  private final String name;
  private final JsonNode inputAtStart;
  private final StringBuilder arguments = new StringBuilder();
  private boolean streamed;
  private boolean closed;

  ToolUseBlock(JsonNode block, int position, StreamSink sink) throws IOException {
    this.sink = sink;
    this.position = position;
    this.name = block.path("name").asText("");
    this.id = block.path("id").asText("call_" + position);
    this.inputAtStart = block.path("input");
    if (name.isEmpty()) {
      throw new IOException("a tool call without a name");
    }
  }

  @Override
  public void delta(StreamFrame.Delta delta) {
    if (!delta.json.isEmpty()) {
      streamed = true;
      add(delta.json);
    }
  }

  /** A call without arguments has no pieces; some hosts put them all where it begins. */
  @Override
  public void close() {
    closed = true;
    if (!streamed) {
      add(inputAtStart.isObject() ? inputAtStart.toString() : "{}");
    }
  }

  @Override
  public void describe(ThinkingState state) {
    state.toolUse();
  }

  /**
   * Tells whether a limit may have cut this call short, in which case it was never made.
   *
   * @param isLast whether nothing came after it
   */
  boolean isCut(boolean isLast) {
    try {
      return (isLast && !streamed && inputAtStart.isEmpty())
          || !WireJson.mapper().readTree(arguments.toString()).isObject();
    } catch (JsonProcessingException cut) {
      return true;
    }
  }

  /** Reports the call to the sink, and returns it. */
  ToolExecutionRequest complete() throws IOException {
    if (!closed) {
      throw new IOException("a tool call that has no end");
    }
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id(id).name(name).arguments(arguments.toString()).build();
    sink.toolCall(position, call);
    return call;
  }

  private void add(String piece) {
    arguments.append(piece);
    sink.toolCallPiece(position, id, name, piece);
  }
}
