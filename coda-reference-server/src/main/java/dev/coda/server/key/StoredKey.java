package dev.coda.server.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A user's key for a provider, as a member of {@code users.api_keys}. Its text form shows nothing
 * of the key. Immutable.
 *
 * @param sealed the encrypted key
 * @param last4 its last four characters, for people to recognise it; empty if it is short
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredKey(String sealed, String last4, Instant createdAt) {
  /** Of a shorter key, four characters would tell too much. */
  private static final int SHORT = 16;

  static StoredKey of(String key, String sealed, Instant now) {
    String last4 = key.length() < SHORT ? "" : key.substring(key.length() - 4);
    return new StoredKey(sealed, last4, now);
  }

  @Override
  public String toString() {
    return "StoredKey[hidden]";
  }
}
