package dev.coda.bridge.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes an MCP server for people. Immutable.
 *
 * @param name its name in the configuration
 * @param address its program, or its scheme and host; empty if its entry cannot be used
 * @param state how it is
 * @param problem why it is not available, or which of its tools cannot be used; null if all is well
 * @param tools the names under which its tools are offered, also while it is unavailable
 */
public record McpServerStatus(
    String name, String address, ServerState state, @Nullable String problem, List<String> tools) {
  /** Checks what it is given, and copies what can change. */
  public McpServerStatus {
    tools = List.copyOf(tools);
  }
}
