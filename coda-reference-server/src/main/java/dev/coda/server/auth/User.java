package dev.coda.server.auth;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code users}, as far as signing in needs it. Immutable.
 *
 * @param email in lower case
 * @param deletedAt when the user was deleted, of whom only the id is left then; null if not
 */
@MappedEntity("users")
record User(
    @Id UUID id,
    String email,
    @Nullable String name,
    String passwordHash,
    UUID organizationId,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt) {

  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
