package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.coda.api.id.CallId;
import org.jspecify.annotations.Nullable;

/**
 * How a tool call ended. Immutable.
 *
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param status the status
 * @param output what the tool returned; null unless it succeeded
 * @param error what the model reads about the failure; null if there was none
 * @param executionTimeMs how long the tool took, in milliseconds; null if it never ran
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ToolResultPart(
    CallId callId,
    String toolName,
    ToolStatus status,
    @Nullable JsonNode output,
    @Nullable String error,
    @Nullable Long executionTimeMs)
    implements Part {}
