package dev.coda.server.idempotency;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first request that a user sent under an idempotency key. Immutable.
 *
 * @param id what its run is found by, and the id of its session where the request names none
 * @param fingerprint tells whether another request is the same
 * @param answer what it was answered, as JSON; null until then, and where a run is the answer
 */
@MappedEntity("submissions")
record Submission(
    @Id UUID id,
    UUID userId,
    String key,
    String fingerprint,
    @Nullable String answer,
    Instant createdAt) {}
