package dev.coda.bridge.oauth;

import dev.coda.bridge.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable texts and their digests, as PKCE (RFC 7636) spells them. Thread-safe. */
final class Pkce {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Pkce() {}

  /** Returns 43 characters that carry 256 random bits. */
  static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }

  /** Returns the SHA-256 of a text, in Base64 for URLs. */
  static String digest(String text) {
    return BASE64.encodeToString(Sha256.of(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
