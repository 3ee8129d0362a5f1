package dev.coda.server.metrics;

import io.micronaut.core.annotation.Introspected;

/** How many runs have a status. Immutable. */
@Introspected
record RunCount(String status, long runs) {}
