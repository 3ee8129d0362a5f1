package dev.coda.server.tool;

import dev.coda.bridge.mcp.McpServerStatus;
import dev.coda.bridge.mcp.ServerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server in the API, without its address and the reason of a failure, which may contain
 * names of hosts, programs and variables of the operator's network. Immutable.
 *
 * @param problem what users can do; null if the server is available
 * @param tools the names under which its tools are offered, also while it is unavailable
 * @param signedIn whether the user is signed in to it; null if it requires no sign-in
 */
public record McpServerView(
    String name,
    ServerState state,
    @Nullable String problem,
    List<String> tools,
    @Nullable Boolean signedIn) {
  private static final String UNAVAILABLE =
      "It is not available and is tried again; the server's log has the reason.";

  public McpServerView {
    tools = List.copyOf(tools);
  }

  static McpServerView of(McpServerStatus status, @Nullable Boolean signedIn) {
    return new McpServerView(
        status.name(),
        status.state(),
        status.state() == ServerState.UNAVAILABLE ? UNAVAILABLE : null,
        status.tools(),
        signedIn);
  }
}
