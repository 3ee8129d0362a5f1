package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolContext;
import java.util.Objects;

/**
 * What an MCP server wants to know from the user while one of its tools runs. Immutable.
 *
 * @param server the server's name in the configuration
 * @param message what it asks, in its own words: data, not to be trusted
 * @param schema the JSON Schema of the answer, an object of simple fields; not to be modified
 * @param context the call during which it asks
 */
public record McpQuestion(String server, String message, JsonNode schema, ToolContext context) {
  /** Checks what it is given, and copies what can change. */
  public McpQuestion {
    Objects.requireNonNull(server);
    Objects.requireNonNull(message);
    Objects.requireNonNull(schema);
    Objects.requireNonNull(context);
  }
}
