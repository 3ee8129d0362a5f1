package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;

/**
 * A finished tool call with the data that is needed to score it. Immutable.
 *
 * @param request the user's message; may be empty
 * @param description the tool's description; empty if there is no such tool
 * @param argumentsValid whether the arguments matched the schema
 */
public record ToolCase(
    String request,
    String toolName,
    String description,
    JsonNode input,
    boolean argumentsValid,
    ToolResult result,
    Duration took) {}
