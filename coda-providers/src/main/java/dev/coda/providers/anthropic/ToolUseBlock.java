package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.ArgumentText;
import dev.coda.providers.internal.wire.StreamSink;
import dev.langchain4j.agent.tool.ToolExecutionRequest;

/**
 * Puts a tool call together, whose arguments are whole at the end of its block and not before. A
 * call without a name is for the caller to refuse. Confined to one thread at a time.
 */
final class ToolUseBlock implements ContentBlock {
  private final StreamSink sink;
  private final int position;
  private final String id;
  private final String name;
  private final JsonNode inputAtStart;
  private final ArgumentText arguments = new ArgumentText();
  private boolean streamed;
  private int sent;

  ToolUseBlock(JsonNode block, int position, StreamSink sink) {
    this.sink = sink;
    this.position = position;
    String given = block.path("name").asText("");
    this.name = given.isEmpty() ? ArgumentText.UNKNOWN_TOOL : given;
    this.id = block.path("id").asText("call_" + position);
    this.inputAtStart = block.path("input");
  }

  @Override
  public void delta(StreamFrame.Delta delta) {
    if (!delta.json.isEmpty()) {
      streamed = true;
      arguments.add(delta.json);
      report();
    }
  }

  /** A call without arguments has no pieces; some hosts put them all where it begins. */
  @Override
  public void close() {
    if (arguments.isEmpty()) {
      arguments.replace(
          inputAtStart.isTextual() ? inputAtStart.textValue() : inputAtStart.toString());
    }
    if (sent == 0) {
      String whole = arguments.text();
      sent = Math.max(1, arguments.pieces().length());
      sink.toolCallPiece(position, id, name, whole);
    }
  }

  @Override
  public void describe(ThinkingState state) {
    state.toolUse();
  }

  /**
   * Returns whether a limit may have cut this call short, in which case it was never made.
   *
   * @param isLast whether nothing came after it
   */
  boolean isCut(boolean isLast) {
    return (isLast && !streamed && inputAtStart.isEmpty()) || !arguments.isWhole();
  }

  /** Reports the call to the sink, and returns it. */
  ToolExecutionRequest complete() {
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id(id).name(name).arguments(arguments.text()).build();
    sink.toolCall(position, call);
    return call;
  }

  private void report() {
    CharSequence pieces = arguments.pieces();
    if (pieces.length() > sent && !arguments.isEmpty()) {
      String unsent = pieces.subSequence(sent, pieces.length()).toString();
      sent = pieces.length();
      sink.toolCallPiece(position, id, name, unsent);
    }
  }
}
