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
 * @param output the output of the tool; null unless it succeeded
 * @param error the message for the model about the failure; null if there is none
 * @param executionTimeMs the duration in milliseconds; null if the tool never ran
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
