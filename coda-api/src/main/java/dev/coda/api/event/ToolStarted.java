package dev.coda.api.event;

import dev.coda.api.id.CallId;

/**
 * A tool is about to run; stored before it does. Immutable.
 *
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param idempotencyKey the key that makes repeated requests one
 */
public record ToolStarted(CallId callId, String toolName, String idempotencyKey)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.TOOL_STARTED;
  }
}
