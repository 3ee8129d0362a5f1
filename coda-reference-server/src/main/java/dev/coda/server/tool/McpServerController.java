package dev.coda.server.tool;

import dev.coda.api.id.UserId;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ListView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows how the MCP servers of {@code CODA_MCP_CONFIG} are. Thread-safe. */
@Controller("/api/v1/mcp-servers")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped({Scope.READ, Scope.TOOLS})
class McpServerController {
  private final Optional<McpTools> tools;
  private final OAuthSignIns signIns;

  McpServerController(Optional<McpTools> tools, OAuthSignIns signIns) {
    this.tools = tools;
    this.signIns = signIns;
  }

  @Get
  ListView<McpServerView> list(CurrentUser user) {
    return ListView.whole(
        tools.stream()
            .flatMap(all ->
                all.servers().stream()
                    .map(status -> McpServerView.of(status, signedIn(all, user, status.name()))))
            .toList());
  }

  private @Nullable Boolean signedIn(McpTools all, CurrentUser user, String name) {
    return all.protectedServer(name)
        .map(server -> signIns.isSignedIn(new UserId(user.userId()), server))
        .orElse(null);
  }
}
