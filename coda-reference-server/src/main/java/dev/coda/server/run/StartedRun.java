package dev.coda.server.run;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run in a session that is followed. Immutable.
 *
 * @param finishedAt null until it has ended
 */
@MappedEntity("runs")
record StartedRun(@Id UUID id, UUID sessionId, Instant startedAt, @Nullable Instant finishedAt) {}
