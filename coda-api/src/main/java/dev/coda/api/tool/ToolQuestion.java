package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A question of a tool to its user during a call. Immutable.
 *
 * @param message the text of the question; often from another service, so it must not be trusted
 * @param schema the JSON Schema of the answer, an object; not to be modified
 */
public record ToolQuestion(String message, JsonNode schema) {
  /** Validates the components. */
  public ToolQuestion {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(schema, "schema");
  }
}
