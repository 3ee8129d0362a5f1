package dev.coda.server.oauth;

import dev.coda.bridge.oauth.OAuthSignIns;
import dev.coda.bridge.oauth.SignInStore;
import dev.coda.server.config.ServerSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Makes what signs users in to MCP servers. Thread-safe. */
@Factory
final class SignInFactory {
  @Singleton
  OAuthSignIns signIns(SignInStore store, ServerSettings settings, Clock clock) {
    return OAuthSignIns.builder(store, server -> link(server.name()))
        .allowedAddresses(settings.toolsAllowedAddresses())
        .clock(clock)
        .clientDocument(ClientDocument::address)
        .build();
  }

  private static String link(String server) {
    String name = URLEncoder.encode(server, StandardCharsets.UTF_8).replace("+", "%20");
    return "/api/v1/mcp-servers/" + name + "/sign-in";
  }
}
