package dev.coda.bridge.oauth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user's tokens for a server, with what is needed to renew and revoke them. Its text form shows
 * no secret. Immutable.
 *
 * @param url the server's address: the tokens are sent to no other
 * @param resource the server as its authorization server knows it (RFC 8707)
 * @param refreshToken null if the tokens cannot be renewed
 * @param issuedAt when the access token was received
 * @param expiresAt when it expires; null if that is not known
 */
record Grant(
    String url,
    String resource,
    AuthorizationServer server,
    OAuthClient client,
    String accessToken,
    @Nullable String refreshToken,
    Instant issuedAt,
    @Nullable Instant expiresAt) {
  private static final Duration EARLIEST = Duration.ofSeconds(60);

  /**
   * Returns whether the access token is far enough from its end: a minute, or a fifth of its time.
   */
  boolean isFresh(Instant now) {
    if (expiresAt == null) {
      return true;
    }
    Duration fifth = Duration.between(issuedAt, expiresAt).dividedBy(5);
    return now.isBefore(expiresAt.minus(fifth.compareTo(EARLIEST) < 0 ? fifth : EARLIEST));
  }

  /** Returns whether the access token still holds. */
  boolean isValid(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  @Override
  public String toString() {
    return "Grant[" + resource + "]";
  }
}
