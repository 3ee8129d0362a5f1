package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * What a tool wants to know from its user in the middle of a call. Immutable.
 *
 * @param message what it asks; often in the words of another service, so not to be trusted
 * @param schema the JSON Schema of the answer, an object; not to be modified
 */
public record ToolQuestion(String message, JsonNode schema) {
  /** Checks what it is given, and copies what can change. */
  public ToolQuestion {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(schema, "schema");
  }
}
