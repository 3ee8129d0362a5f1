package dev.coda.server.metrics;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** As much of a row of {@code runs} as is measured. Immutable. */
@MappedEntity("runs")
record StoredRun(@Id UUID id, String status) {}
