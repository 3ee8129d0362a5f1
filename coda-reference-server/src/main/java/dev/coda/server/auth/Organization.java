package dev.coda.server.auth;

import dev.coda.server.quota.QuotaSettings;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code organizations}: who shares a quota. Immutable. */
@MappedEntity("organizations")
record Organization(
    @Id UUID id,
    String name,
    String plan,
    long quotaTokens,
    long quotaRequests,
    @Nullable BigDecimal quotaCostUsd,
    Instant createdAt) {

  static Organization personal(UUID id, String name, QuotaSettings quotas, Instant now) {
    return new Organization(
        id, name, "free", quotas.quotaTokens(), quotas.quotaRequests(), quotas.quotaCostUsd(), now);
  }
}
