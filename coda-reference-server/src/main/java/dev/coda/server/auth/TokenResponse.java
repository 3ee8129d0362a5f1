package dev.coda.server.auth;

import io.micronaut.core.annotation.Introspected;

/**
 * The answer to a registration, a sign-in and a refresh. Immutable.
 *
 * @param expiresIn seconds for which the access token is good
 */
@Introspected
record TokenResponse(Account user, String accessToken, String tokenType, long expiresIn) {
  static TokenResponse of(Account user, Tokens tokens) {
    return new TokenResponse(user, tokens.access(), "Bearer", AccessTokens.LIFETIME.toSeconds());
  }

  @Override
  public String toString() {
    return "TokenResponse[for " + user.id() + "]";
  }
}
