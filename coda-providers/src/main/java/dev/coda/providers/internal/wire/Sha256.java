package dev.coda.providers.internal.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Creates digests of the one algorithm in use here. Thread-safe. */
public final class Sha256 {
  private Sha256() {}

  /** Returns a new SHA-256 without data. */
  public static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
