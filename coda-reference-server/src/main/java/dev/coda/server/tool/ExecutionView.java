package dev.coda.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call outside of any run. Immutable.
 *
 * @param output null if it failed
 * @param error a sentence; null if it did not
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
