package dev.coda.server.chat;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * The first request that a user sent under an idempotency key. Immutable.
 *
 * @param id what its run is found by, and the id of its session where the request names none
 * @param fingerprint tells whether another request is the same
 */
@MappedEntity("submissions")
record Submission(@Id UUID id, UUID userId, String key, String fingerprint, Instant createdAt) {}
