package dev.coda.api.event;

import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.tool.NestedQuestion;
import org.jspecify.annotations.Nullable;

/**
 * How far a tool has come. Immutable.
 *
 * @param callId the tool call
 * @param message the message
 * @param percent 0 to 100; null if unknown
 * @param childRunId the run that does the tool's work, whose log has the details; null for none
 * @param question the question of that run, or of one that it called, to its user, open or closed;
 *     null if this is not about a question
 */
public record ToolProgressed(
    CallId callId,
    String message,
    @Nullable Integer percent,
    @Nullable RunId childRunId,
    @Nullable NestedQuestion question)
    implements EventPayload {
  /**
   * Progress of a tool that does its work itself.
   *
   * @param callId the tool call
   * @param message the message
   * @param percent 0 to 100; null if unknown
   */
  public ToolProgressed(CallId callId, String message, @Nullable Integer percent) {
    this(callId, message, percent, null);
  }

  /**
   * Progress of a run that does a tool's work.
   *
   * @param callId the tool call
   * @param message the message
   * @param percent 0 to 100; null if unknown
   * @param childRunId the run that does the work; null if there is none
   */
  public ToolProgressed(
      CallId callId, String message, @Nullable Integer percent, @Nullable RunId childRunId) {
    this(callId, message, percent, childRunId, null);
  }

  @Override
  public EventKind kind() {
    return EventKind.TOOL_PROGRESS;
  }
}
