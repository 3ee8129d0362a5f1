package dev.coda.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Is the stored record of one tool call. Immutable.
 *
 * @param output what the tool returned; null unless it succeeded
 * @param errorMessage what the model was told about the failure; null if there was none
 * @param executionTimeMs milliseconds; null while it has not ended, or if it never ran
 * @param evaluation scores of the call; null if it was not scored
 * @param traceId the OpenTelemetry trace of the run; null without one
 */
public record ToolCall(
    CallId id,
    MessageId messageId,
    SessionId sessionId,
    String toolName,
    JsonNode input,
    @Nullable JsonNode output,
    ToolStatus status,
    @Nullable String errorMessage,
    @Nullable Long executionTimeMs,
    @Nullable JsonNode evaluation,
    @Nullable String traceId,
    Instant createdAt) {}
