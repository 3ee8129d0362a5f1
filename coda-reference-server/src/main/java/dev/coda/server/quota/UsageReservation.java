package dev.coda.server.quota;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code usage_reservations}, as far as it is read here. Immutable. */
@MappedEntity("usage_reservations")
record UsageReservation(@Id UUID runId) {}
