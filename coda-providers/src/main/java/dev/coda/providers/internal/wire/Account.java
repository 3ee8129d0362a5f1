package dev.coda.providers.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the address and the key of calls without revealing them: providers encrypt reasoning
 * for one organization, and refuse it from another. Immutable.
 *
 * @param digest a part of a digest, which is stored with reasoning
 */
public record Account(String digest) {
  private static final int BYTES = 9;

  /**
   * Makes the identity of calls.
   *
   * @param address the base URL
   * @param key the key; null if there is none, or it is in a header
   * @param headers the headers of every call, one of which may name an organization
   */
  public static Account of(String address, @Nullable String key, Map<String, String> headers) {
    MessageDigest digest = Sha256.create();
    add(digest, address.strip());
    add(digest, key == null ? "" : key.strip());
    new TreeMap<>(headers)
        .forEach((name, value) -> {
          add(digest, name);
          add(digest, value);
        });
    byte[] part = new byte[BYTES];
    System.arraycopy(digest.digest(), 0, part, 0, BYTES);
    return new Account(Base64.getUrlEncoder().withoutPadding().encodeToString(part));
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
