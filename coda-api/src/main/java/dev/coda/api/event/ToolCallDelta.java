package dev.coda.api.event;

import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;

/**
 * The arguments of a tool call as the model writes them. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param part the index of the part in the message, from 0
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param offset the position at which it begins
 * @param delta the text that is added
 */
public record ToolCallDelta(
    MessageId messageId, int part, CallId callId, String toolName, int offset, String delta)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.TOOL_CALL_DELTA;
  }
}
