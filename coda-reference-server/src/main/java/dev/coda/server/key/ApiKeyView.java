package dev.coda.server.key;

import java.time.Instant;

/**
 * A user's key for a provider, without the key. Immutable.
 *
 * @param last4 its last four characters; empty if it has fewer than 16
 */
public record ApiKeyView(String provider, String last4, Instant createdAt) {
  static ApiKeyView of(String provider, StoredKey key) {
    return new ApiKeyView(provider, key.last4(), key.createdAt());
  }
}
