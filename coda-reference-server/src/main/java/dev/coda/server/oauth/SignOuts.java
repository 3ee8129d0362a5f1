package dev.coda.server.oauth;

import dev.coda.api.id.UserId;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.oauth.OAuthSignIns;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Signs users out of all MCP servers. Thread-safe. */
@Singleton
public class SignOuts {
  private final Optional<McpTools> tools;
  private final OAuthSignIns signIns;
  private final SignInRepository rows;

  SignOuts(Optional<McpTools> tools, OAuthSignIns signIns, SignInRepository rows) {
    this.tools = tools;
    this.signIns = signIns;
    this.rows = rows;
  }

  /**
   * Signs a user out of each server, and revokes the tokens if the server offers this. For a server
   * that is no longer configured, the sign-in is only deleted.
   */
  public void everywhere(UserId user) {
    for (String server : rows.findServers(user.value())) {
      tools
          .flatMap(all -> all.protectedServer(server))
          .ifPresent(known -> signIns.signOut(user, known));
    }
    rows.removeAll(user.value());
  }
}
