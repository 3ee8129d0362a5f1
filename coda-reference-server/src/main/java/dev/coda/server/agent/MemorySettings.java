package dev.coda.server.agent;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;

/**
 * How the server remembers. Immutable.
 *
 * @param enabled whether messages are embedded and recalled ({@code CODA_MEMORY_ENABLED}); searches
 *     go by words in any case
 */
@Singleton
record MemorySettings(
    @Property(name = "coda.memory.enabled", defaultValue = "true") boolean enabled) {}
