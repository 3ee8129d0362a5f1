package dev.coda.server.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.message.ToolCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored tool call as clients see it. Immutable. */
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

  static ToolCallView of(ToolCall call) {
    return new ToolCallView(
        call.id(),
        call.toolName(),
        call.input(),
        call.output(),
        call.status(),
        call.errorMessage(),
        call.executionTimeMs(),
        call.evaluation(),
        call.traceId(),
        call.createdAt());
  }
}
