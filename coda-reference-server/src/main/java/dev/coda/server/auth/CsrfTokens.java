package dev.coda.server.auth;

import dev.coda.server.secret.KeyedHash;
import dev.coda.server.secret.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;

/**
 * Makes the value that a page repeats in {@code X-CSRF-Token}. It is bound to the sign-in, so that
 * nobody can set a cookie with a value that fits another's. Thread-safe.
 */
@Singleton
final class CsrfTokens {
  private final KeyedHash hash;

  CsrfTokens(Secrets secrets) {
    this.hash = KeyedHash.of(secrets, "csrf token");
  }

  String of(UUID signInId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(hash.of(signInId.toString().getBytes(StandardCharsets.UTF_8)));
  }

  boolean matches(String token, UUID signInId) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), of(signInId).getBytes(StandardCharsets.UTF_8));
  }
}
