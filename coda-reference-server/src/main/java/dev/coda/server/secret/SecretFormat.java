package dev.coda.server.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The required form of secrets. Thread-safe. */
public final class SecretFormat {
  /** The requirement on a secret that signs tokens, as the end of a sentence. */
  public static final String SIGNING_SECRET =
      "is too short; it needs at least 32 bytes, as from `openssl rand -hex 32`";

  /** The requirement on keys that encrypt, as the end of a sentence. */
  public static final String KEY_RING =
      "must be Fernet keys (URL-safe Base64 of 32 bytes), separated by commas";

  private static final int MIN_BYTES = 32;

  private SecretFormat() {}

  /** Returns whether a text can sign tokens. */
  public static boolean isSigningSecret(String secret) {
    return secret.strip().getBytes(StandardCharsets.UTF_8).length >= MIN_BYTES;
  }

  /** Returns whether a text is a list of keys that can encrypt. */
  public static boolean isKeyRing(String text) {
    List<String> keys = keys(text);
    return !keys.isEmpty() && keys.stream().allMatch(SecretFormat::isFernetKey);
  }

  /** Splits a list of keys. */
  static List<String> keys(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .toList();
  }

  private static boolean isFernetKey(String key) {
    try {
      return Base64.getUrlDecoder().decode(key).length == MIN_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
