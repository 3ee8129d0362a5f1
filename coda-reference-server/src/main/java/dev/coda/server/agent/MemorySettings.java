package dev.coda.server.agent;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.ConversionService;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the server remembers. Its text form names no key. Immutable.
 *
 * @param memory whether messages are embedded and recalled ({@code CODA_MEMORY_ENABLED}); null if
 *     they are; searches go by words in any case
 * @param queryTime how long a turn waits for the vector of what its user said ({@code
 *     CODA_MEMORY_QUERY_TIME})
 * @param embeddingModel the model of a service that embeds ({@code CODA_EMBEDDING_MODEL}); null to
 *     embed in this process
 * @param embeddingUrl its address ({@code CODA_EMBEDDING_BASE_URL}); null for OpenAI's
 * @param embeddingKey its key ({@code CODA_EMBEDDING_API_KEY}); null where it asks for none
 */
@Singleton
record MemorySettings(
    @Property(name = "coda.memory.enabled") @Nullable String memory,
    @Property(name = "coda.memory-query-time", defaultValue = "50ms") Duration queryTime,
    @Property(name = "coda.embedding-model") @Nullable String embeddingModel,
    @Property(name = "coda.embedding-base-url") @Nullable String embeddingUrl,
    @Property(name = "coda.embedding-api-key") @Nullable String embeddingKey) {

  MemorySettings {
    memory = set(memory);
    embeddingModel = set(embeddingModel);
    embeddingUrl = set(embeddingUrl);
    embeddingKey = set(embeddingKey);
  }

  /** Reads {@link #memory}. */
  boolean enabled() {
    return memory == null || ConversionService.SHARED.convert(memory, Boolean.class).orElse(true);
  }

  /** An empty variable is one that is not set. */
  private static @Nullable String set(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  @Override
  public String toString() {
    return "MemorySettings[enabled=%s, queryTime=%s, embeddingModel=%s]"
        .formatted(enabled(), queryTime, embeddingModel);
  }
}
