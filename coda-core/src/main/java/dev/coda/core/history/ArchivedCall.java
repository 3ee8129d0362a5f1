package dev.coda.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.SessionLimits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A tool call as it is in a file, without the trace of its run. Immutable. */
record ArchivedCall(
    CallId callId,
    String toolName,
    JsonNode input,
    @Nullable JsonNode output,
    ToolStatus status,
    @Nullable String error,
    @Nullable Long executionTimeMs,
    @Nullable JsonNode evaluation,
    Instant createdAt) {

  ArchivedCall {
    ArchiveValidation.required("call_id", callId);
    ArchiveValidation.requiredText("tool_name", toolName, SessionLimits.NAME);
    ArchiveValidation.required("input", input);
    ArchiveValidation.toolValue("input", input);
    ArchiveValidation.toolValue("output", output);
    ArchiveValidation.required("status", status);
    ArchiveValidation.required("created_at", createdAt);
    ArchiveValidation.time("created_at", createdAt);
    ArchiveValidation.notNegative("execution_time_ms", executionTimeMs);
  }

  static ArchivedCall of(ToolCall call) {
    return new ArchivedCall(
        call.id(),
        call.toolName(),
        call.input(),
        call.output(),
        MessageCopier.settled(call.status()),
        call.errorMessage(),
        call.executionTimeMs(),
        call.evaluation(),
        call.createdAt());
  }

  ToolCall restore(MessageId message, SessionId session) {
    return ToolCall.builder(callId, message, session, toolName, input, createdAt)
        .output(output)
        .status(status)
        .errorMessage(error)
        .executionTimeMs(executionTimeMs)
        .evaluation(evaluation)
        .build();
  }
}
