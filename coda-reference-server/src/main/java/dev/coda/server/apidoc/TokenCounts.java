package dev.coda.server.apidoc;

import org.jspecify.annotations.Nullable;

/**
 * Describes {@link dev.coda.api.model.Usage} as it is sent: what is 0 may be left out. Immutable.
 */
record TokenCounts(
    long input,
    long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning) {}
