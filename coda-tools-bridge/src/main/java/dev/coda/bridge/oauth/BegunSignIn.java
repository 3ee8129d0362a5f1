package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import java.time.Instant;
import java.util.List;

/**
 * A sign-in whose user is at the authorization server. Its text form shows no secret. Immutable.
 *
 * @param name the name of the server
 * @param url the server's address
 * @param resource the server as its authorization server knows it
 * @param verifier the proof that the code belongs to this sign-in (RFC 7636)
 * @param scopes the requested scopes
 * @param allowedAddresses addresses that may be called although they are not public
 * @param expires the time after which it cannot be completed
 */
record BegunSignIn(
    UserId user,
    String name,
    String url,
    String resource,
    AuthorizationServer server,
    OAuthClient client,
    String verifier,
    String redirectUri,
    List<String> scopes,
    List<String> allowedAddresses,
    Instant expires) {
  BegunSignIn {
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  @Override
  public String toString() {
    return "BegunSignIn[" + name + "]";
  }
}
