package dev.coda.server.analytics;

import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolResult;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Creates events for tool calls outside of runs. Thread-safe. */
@Singleton
public class CallEvents {
  private final AnalyticsEvents events;

  CallEvents(AnalyticsEvents events) {
    this.events = events;
  }

  /** Adds an event for a call that has ended. */
  public void ended(UserId user, CallId call, String tool, ToolResult result, Duration took) {
    events.add(
        AnalyticsEvent.TOOL_CALL,
        user.value(),
        null,
        RunEvents.toolCall(
            call.toString(),
            tool,
            result.isOk() ? ToolStatus.SUCCESS : ToolStatus.ERROR,
            took.toMillis(),
            result.message()));
  }
}
