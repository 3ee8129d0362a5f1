package dev.coda.api.event;

import dev.coda.api.id.CallId;

/** Journals that a tool is about to run; stored before it does. Immutable. */
public record ToolStarted(CallId callId, String toolName, String idempotencyKey)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.TOOL_STARTED;
  }
}
