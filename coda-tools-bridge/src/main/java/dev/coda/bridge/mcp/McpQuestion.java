package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolContext;
import java.util.Objects;

/**
 * A question of an MCP server to the user while one of its tools runs. Immutable.
 *
 * @param server the server's name in the configuration
 * @param message the text of the question: the server's data, not to be trusted
 * @param schema the JSON Schema of the answer, an object of simple fields; not to be modified
 * @param context the call during which it asks
 */
public record McpQuestion(String server, String message, JsonNode schema, ToolContext context) {
  /** Validates the components. */
  public McpQuestion {
    Objects.requireNonNull(server);
    Objects.requireNonNull(message);
    Objects.requireNonNull(schema);
    Objects.requireNonNull(context);
  }
}
