package dev.coda.server.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * HMAC-SHA256 with a separate key for each purpose, derived from the server's secret, so that a
 * hash for one purpose cannot be used for another. Thread-safe.
 */
public final class KeyedHash {
  /** The length of a hash. */
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKey key;

  private KeyedHash(SecretKey key) {
    this.key = key;
  }

  /** Derives the key of a purpose. */
  public static KeyedHash of(Secrets secrets, String purpose) {
    try {
      return new KeyedHash(
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  ALGORITHM,
                  HKDFParameterSpec.ofExtract()
                      .addIKM(secrets.jwtSecret().getBytes(StandardCharsets.UTF_8))
                      .thenExpand(("coda " + purpose).getBytes(StandardCharsets.UTF_8), BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HKDF-SHA256", e);
    }
  }

  /** Hashes a list of parts. The result also depends on where one part ends and the next begins. */
  public byte[] of(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /**
   * Returns whether a hash belongs to these parts. The time does not depend on where they differ.
   */
  public boolean matches(byte[] hash, byte[]... parts) {
    return MessageDigest.isEqual(hash, of(parts));
  }
}
