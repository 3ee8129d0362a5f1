package dev.coda.bridge.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's tokens for a server, with the data that is needed to renew and revoke them. Its text
 * form shows no secret. Immutable.
 *
 * @param url the server's address: the tokens are sent to no other
 * @param resource the server as its authorization server knows it (RFC 8707)
 * @param refreshToken null if the tokens cannot be renewed
 * @param issuedAt when the access token was received
 * @param expiresAt when it expires; null if that is not known
 * @param scopes the requested scopes, none for the authorization server's defaults
 * @param wanted scopes that the server has named since, for the next sign-in
 */
record Grant(
    String url,
    String resource,
    AuthorizationServer server,
    OAuthClient client,
    String accessToken,
    @Nullable String refreshToken,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    List<String> scopes,
    List<String> wanted) {
  private static final Duration EARLIEST = Duration.ofSeconds(60);

  Grant {
    // One that was stored by an earlier version has neither.
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    wanted = wanted == null ? List.of() : List.copyOf(wanted);
  }

  /** Returns this with scopes that the next sign-in is to request. */
  Grant wanting(List<String> more) {
    return new Grant(
        url,
        resource,
        server,
        client,
        accessToken,
        refreshToken,
        issuedAt,
        expiresAt,
        scopes,
        more);
  }

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
