package dev.coda.server.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.message.ToolCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored tool call in the API. Immutable.
 *
 * @param output the output of the tool; null unless the call succeeded, and null in large messages
 */
public record ToolCallView(
    CallId callId,
    String toolName,
    JsonNode input,
    @Nullable JsonNode output,
    ToolStatus status,
    @Nullable String error,
    @Nullable Long executionTimeMs,
    @Nullable JsonNode evaluation,
    @Nullable String traceId,
    Instant createdAt) {

  /** Shows a call without its output, which the message's parts have as well. */
  static ToolCallView withoutOutput(ToolCall call) {
    return of(call, null);
  }

  static ToolCallView of(ToolCall call) {
    return of(call, call.output());
  }

  private static ToolCallView of(ToolCall call, @Nullable JsonNode output) {
    return new ToolCallView(
        call.id(),
        call.toolName(),
        call.input(),
        output,
        call.status(),
        call.errorMessage(),
        call.executionTimeMs(),
        call.evaluation(),
        call.traceId(),
        call.createdAt());
  }
}
