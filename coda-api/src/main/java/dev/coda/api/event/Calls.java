package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.message.ToolCall;
import org.jspecify.annotations.Nullable;

/** The next state of a stored tool call. */
final class Calls {
  private Calls() {}

  static ToolCall running(ToolCall call) {
    return with(call, call.input(), null, ToolStatus.RUNNING, null, null, null);
  }

  static ToolCall withInput(ToolCall call, JsonNode input) {
    return with(
        call,
        input,
        call.output(),
        call.status(),
        call.errorMessage(),
        call.executionTimeMs(),
        call.evaluation());
  }

  static ToolCall scored(ToolCall call, JsonNode evaluation) {
    return with(
        call,
        call.input(),
        call.output(),
        call.status(),
        call.errorMessage(),
        call.executionTimeMs(),
        evaluation);
  }

  static ToolCall finished(ToolCall call, ToolFinished end) {
    Long time = end.status() == ToolStatus.DENIED ? null : Long.valueOf(end.executionTimeMs());
    return with(
        call, call.input(), end.output(), end.status(), end.error(), time, end.evaluation());
  }

  /** What a call is asked with and comes to can change; whose it is cannot. */
  private static ToolCall with(
      ToolCall call,
      JsonNode input,
      @Nullable JsonNode output,
      ToolStatus status,
      @Nullable String errorMessage,
      @Nullable Long executionTimeMs,
      @Nullable JsonNode evaluation) {
    return new ToolCall(
        call.id(),
        call.messageId(),
        call.sessionId(),
        call.toolName(),
        input,
        output,
        status,
        errorMessage,
        executionTimeMs,
        evaluation,
        call.traceId(),
        call.createdAt());
  }
}
