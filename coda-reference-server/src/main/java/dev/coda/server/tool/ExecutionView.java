package dev.coda.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a tool call outside of a run. Immutable.
 *
 * @param output the output of the tool; null if the call failed
 * @param error the reason of the failure in a sentence; null if the call succeeded
 */
public record ExecutionView(
    CallId callId,
    String toolName,
    ToolStatus status,
    @Nullable JsonNode output,
    @Nullable String error,
    long executionTimeMs) {

  static ExecutionView of(CallId call, String tool, ToolResult result, Duration took) {
    return new ExecutionView(
        call,
        tool,
        result.isOk() ? ToolStatus.SUCCESS : ToolStatus.ERROR,
        result.output(),
        result.message(),
        took.toMillis());
  }
}
