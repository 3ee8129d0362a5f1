package dev.coda.server.analytics;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code analytics_events}, as far as its repository needs it. Immutable. */
@MappedEntity("analytics_events")
record AnalyticsRow(@Id UUID id) {}
