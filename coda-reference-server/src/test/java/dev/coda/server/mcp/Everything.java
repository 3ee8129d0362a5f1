package dev.coda.server.mcp;

import dev.coda.api.tool.Tool;
import dev.coda.bridge.mcp.McpTools;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Both ways to the server "everything", as one test sees them. */
enum Everything {
  STDIO,
  HTTP;

  /** Our client, and what has to be ended after it. Confined to one thread at a time. */
  interface Link extends AutoCloseable {
    McpTools tools();

    /** Ends the server as a crash would. */
    void kill();

    /** Has it up again, where that is not our client's own affair. */
    void revive() throws IOException;

    @Override
    void close();

    default Tool tool(String name) {
      return tools().tools().stream()
          .filter(tool -> tool.spec().name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  Link open() throws IOException {
    if (this == STDIO) {
      return new Piped(McpTools.builder(EverythingServer.stdio()).connect());
    }
    EverythingServer server = EverythingServer.http();
    McpTools tools =
        McpTools.builder(server.config()).connectTimeout(Duration.ofSeconds(10)).connect();
    return new Served(server, tools);
  }

  private record Piped(McpTools tools) implements Link {
    @Override
    public void kill() {
      List<ProcessHandle> servers =
          ProcessHandle.current()
              .children()
              .filter(child -> child.info().command().orElse("").endsWith("node"))
              .toList();
      servers.forEach(ProcessHandle::destroyForcibly);
      servers.forEach(server -> server.onExit().join());
    }

    @Override
    public void revive() {}

    @Override
    public void close() {
      tools.close();
    }
  }

  private record Served(EverythingServer server, McpTools tools) implements Link {
    @Override
    public void kill() {
      server.kill();
    }

    @Override
    public void revive() throws IOException {
      server.restart();
    }

    @Override
    public void close() {
      tools.close();
      server.close();
    }
  }
}
