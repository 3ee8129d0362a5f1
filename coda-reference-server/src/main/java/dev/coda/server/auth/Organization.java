package dev.coda.server.auth;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code organizations}: who shares a quota. Immutable. */
@MappedEntity("organizations")
record Organization(
    @Id UUID id, String name, String plan, int quotaTokens, int quotaRequests, Instant createdAt) {
  private static final int FREE_TOKENS = 100_000;
  private static final int FREE_REQUESTS = 1000;

  static Organization personal(UUID id, String name, Instant now) {
    return new Organization(id, name, "free", FREE_TOKENS, FREE_REQUESTS, now);
  }
}
