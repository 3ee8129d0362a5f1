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
 * @param verifier what proves that the code belongs to this sign-in (RFC 7636)
 * @param allowedAddresses addresses that may be dialled although they are not public
 * @param expires when it is no longer completed
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
    List<String> allowedAddresses,
    Instant expires) {
  BegunSignIn {
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  @Override
  public String toString() {
    return "BegunSignIn[" + name + "]";
  }
}
