package dev.coda.bridge.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes digests of the one algorithm in use here. Thread-safe. */
public final class Sha256 {
  private Sha256() {}

  /**
   * {@return the SHA-256 of bytes, which is 32 bytes long}
   *
   * @param bytes the bytes
   */
  public static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
