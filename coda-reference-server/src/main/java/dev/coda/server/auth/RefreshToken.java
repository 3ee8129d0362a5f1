package dev.coda.server.auth;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code refresh_tokens}. Immutable.
 *
 * @param tokenHash SHA-256 of the token in hexadecimal digits; the token itself is never stored
 * @param usedAt when it was exchanged for the next one
 */
@MappedEntity("refresh_tokens")
record RefreshToken(
    @Id UUID id,
    UUID signInId,
    String tokenHash,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt) {}
