package dev.coda.server.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable text, safe in URLs, headers, file names and SQL literals. Thread-safe. */
public final class RandomText {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private RandomText() {}

  /** Returns 43 characters with 256 random bits. */
  public static String of256Bits() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
  }

  /** Returns 32 random bytes. */
  public static byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
