package dev.coda.server.auth;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sign_ins}: one user on one device, from login to logout. All tokens given out in
 * between belong to it and end with it. Immutable.
 */
@MappedEntity("sign_ins")
record SignIn(
    @Id UUID id, UUID userId, Instant createdAt, Instant expiresAt, @Nullable Instant revokedAt) {

  boolean isLive(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }
}
