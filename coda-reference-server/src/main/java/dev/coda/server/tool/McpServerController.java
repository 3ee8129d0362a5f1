package dev.coda.server.tool;

import dev.coda.bridge.mcp.McpTools;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ListView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Optional;

/** Shows how the MCP servers of {@code CODA_MCP_CONFIG} are. Thread-safe. */
@Controller("/api/v1/mcp-servers")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped({Scope.READ, Scope.TOOLS})
class McpServerController {
  private final Optional<McpTools> tools;

  McpServerController(Optional<McpTools> tools) {
    this.tools = tools;
  }

  @Get
  ListView<McpServerView> list() {
    return ListView.whole(
        tools.map(McpTools::servers).orElse(List.of()).stream().map(McpServerView::of).toList());
  }
}
