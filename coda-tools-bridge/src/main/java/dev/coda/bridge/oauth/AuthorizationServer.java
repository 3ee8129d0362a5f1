package dev.coda.bridge.oauth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization server says of itself (RFC 8414, OpenID Connect Discovery). Immutable.
 *
 * @param issuer its name, exactly as it writes it
 * @param registrationEndpoint null if clients cannot register by themselves
 * @param revocationEndpoint null if tokens cannot be revoked
 * @param namesIssuer whether it sends {@code iss} to the callback (RFC 9207)
 * @param clientAuthentication how clients may prove who they are; empty where it does not say
 * @param scopes what it offers; empty where it does not say
 */
record AuthorizationServer(
    String issuer,
    String authorizationEndpoint,
    String tokenEndpoint,
    @Nullable String registrationEndpoint,
    @Nullable String revocationEndpoint,
    boolean namesIssuer,
    List<String> clientAuthentication,
    List<String> scopes) {
  AuthorizationServer {
    clientAuthentication = List.copyOf(clientAuthentication);
    scopes = List.copyOf(scopes);
  }
}
