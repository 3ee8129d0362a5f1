package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolResult;
import java.time.Duration;

/**
 * A finished tool call with what it has to be measured by. Immutable.
 *
 * @param request what the user asked; may be empty
 * @param description what the tool says of itself; empty where there is no such tool
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
