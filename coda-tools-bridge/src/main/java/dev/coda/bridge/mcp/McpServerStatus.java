package dev.coda.bridge.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of an MCP server, for people. Immutable.
 *
 * @param name its name in the configuration
 * @param address its program, or its scheme and host; empty if its entry cannot be used
 * @param state its state
 * @param problem the reason why it is not available, or the tools that cannot be used; null if
 *     there is no problem
 * @param tools the names under which its tools are offered, also while it is unavailable
 */
public record McpServerStatus(
    String name, String address, ServerState state, @Nullable String problem, List<String> tools) {
  /** Copies the list. */
  public McpServerStatus {
    tools = List.copyOf(tools);
  }
}
