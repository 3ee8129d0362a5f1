package dev.coda.server.auth;

import dev.coda.server.secret.KeyedHash;
import dev.coda.server.secret.RandomText;
import dev.coda.server.secret.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes refresh tokens: the id of the sign-in, a dot, and 256 bits. A token has one successor,
 * which follows from it and the server's secret. A client that exchanges a token twice gets the
 * same one, so a sign-in never has two chains of tokens. Thread-safe.
 */
@Singleton
final class RefreshTokens {
  private final KeyedHash successor;

  RefreshTokens(Secrets secrets) {
    this.successor = KeyedHash.of(secrets, "refresh token");
  }

  String first(UUID signInId) {
    return signInId + "." + RandomText.of256Bits();
  }

  String after(String token, UUID signInId) {
    byte[] next = successor.of(token.getBytes(StandardCharsets.UTF_8));
    return signInId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(next);
  }

  /** Returns the sign-in that a token names, which proves nothing about the token. */
  static Optional<UUID> signInOf(String token) {
    int dot = token.indexOf('.');
    try {
      return dot < 0 ? Optional.empty() : Optional.of(UUID.fromString(token.substring(0, dot)));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
