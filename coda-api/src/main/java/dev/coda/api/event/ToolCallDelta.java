package dev.coda.api.event;

import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;

/** Shows the arguments of a tool call as the model writes them. Immutable. */
public record ToolCallDelta(
    MessageId messageId, int part, CallId callId, String toolName, int offset, String delta)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.TOOL_CALL_DELTA;
  }
}
