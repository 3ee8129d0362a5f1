package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.coda.api.id.CallId;
import org.jspecify.annotations.Nullable;

/**
 * A model's request to call a tool. Immutable.
 *
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param input the arguments; normally an object, but kept as the model sent it
 * @param state data that the provider requires back unchanged with this call
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ToolCallPart(CallId callId, String toolName, JsonNode input, @Nullable JsonNode state)
    implements Part {}
