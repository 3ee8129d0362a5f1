package dev.coda.server.share;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code session_shares}. Its text form shows nothing of the token. Immutable.
 *
 * @param messageId the last message that is shown
 * @param tokenHash the token's SHA-256
 */
@MappedEntity("session_shares")
record SessionShare(
    @Id UUID id,
    UUID userId,
    UUID sessionId,
    UUID messageId,
    @Nullable String title,
    boolean includeTools,
    String tokenHash,
    Instant createdAt,
    @Nullable Instant expiresAt) {

  @Override
  public String toString() {
    return "SessionShare[" + id + "]";
  }
}
