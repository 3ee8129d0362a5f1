package dev.coda.api.event;

import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a tool has come. Immutable.
 *
 * @param percent 0 to 100; null if unknown
 * @param childRunId the run that does the tool's work, whose log tells the rest; null if none does
 */
public record ToolProgressed(
    CallId callId, String message, @Nullable Integer percent, @Nullable RunId childRunId)
    implements EventPayload {
  /** Progress of a tool that does its work itself. */
  public ToolProgressed(CallId callId, String message, @Nullable Integer percent) {
    this(callId, message, percent, null);
  }

  @Override
  public EventKind kind() {
    return EventKind.TOOL_PROGRESS;
  }
}
