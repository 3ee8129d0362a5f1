package dev.coda.bridge.oauth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an authorization server (RFC 8414, OpenID Connect Discovery). Immutable.
 *
 * @param issuer its identifier, exactly as in its metadata
 * @param registrationEndpoint null if clients cannot register by themselves
 * @param revocationEndpoint null if tokens cannot be revoked
 * @param namesIssuer whether it sends {@code iss} to the callback (RFC 9207)
 * @param takesClientDocuments whether a client id may be the address of the client's metadata
 * @param clientAuthentication the supported client authentication methods; empty if not stated
 * @param scopes the supported scopes; empty if not stated
 */
record AuthorizationServer(
    String issuer,
    String authorizationEndpoint,
    String tokenEndpoint,
    @Nullable String registrationEndpoint,
    @Nullable String revocationEndpoint,
    boolean namesIssuer,
    boolean takesClientDocuments,
    List<String> clientAuthentication,
    List<String> scopes) {
  AuthorizationServer {
    clientAuthentication = List.copyOf(clientAuthentication);
    scopes = List.copyOf(scopes);
  }
}
