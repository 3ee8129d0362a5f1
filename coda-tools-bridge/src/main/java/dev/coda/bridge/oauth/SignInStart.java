package dev.coda.bridge.oauth;

import java.net.URI;

/**
 * A sign-in that has begun. Its text form shows no secret. Immutable.
 *
 * @param authorizationUrl the address to which the user's browser goes
 * @param state the secret with which the browser returns
 */
public record SignInStart(URI authorizationUrl, String state) {
  @Override
  public String toString() {
    return "SignInStart[" + authorizationUrl.getHost() + "]";
  }
}
