package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool that a client offers for one run and calls itself. A run in which the model requests it
 * completes with the reason {@link #FINISH_REASON} and leaves the call open. The client continues
 * the conversation with a request whose content has a {@link dev.coda.api.content.ToolResultPart}
 * for each such call. Immutable.
 *
 * @param name as {@link ToolSpec#NAME} allows it; it hides an agent's tool of the same name
 * @param description the description for models; empty for none
 * @param inputSchema the JSON Schema 2020-12 of the arguments
 */
public record ClientTool(String name, String description, JsonNode inputSchema) {
  /** The reason of a run that has ended with calls for its client. */
  public static final String FINISH_REASON = "tool_calls";

  /** Copies the schema. */
  public ClientTool {
    inputSchema = inputSchema.deepCopy();
  }

  /**
   * {@return the description in the form that all tools have}
   *
   * @throws IllegalArgumentException if the name is not one that {@link ToolSpec#NAME} allows
   */
  public ToolSpec spec() {
    return ToolSpec.builder(name)
        .description(description)
        .inputSchema(inputSchema)
        .origin(ToolOrigin.CLIENT)
        .build();
  }
}
