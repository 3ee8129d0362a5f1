package dev.coda.server.agent;

import dev.coda.api.session.Stores;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.openai.OpenAiEmbeddings;
import dev.coda.server.observe.ObservedStores;
import dev.coda.server.observe.RunObserver;
import dev.coda.store.postgres.PostgresStores;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Remembers what users said, with a model in this process that needs no key, or with a service's.
 * Thread-safe.
 */
@Factory
final class MemoryFactory {
  private static final String LOCAL_MODEL = "all-minilm-l6-v2-q";

  /** Nobody waits longer for a vector; what stays without one is embedded later. */
  private static final Duration SERVICE_TIME = Duration.ofSeconds(10);

  /** The local model takes seconds to load, which the memory's own threads do when they need it. */
  @Singleton
  @Bean(preDestroy = "close")
  SemanticMemory memory(
      PostgresStores stores, List<RunObserver> observers, MemorySettings settings) {
    SemanticMemory.Builder memory =
        SemanticMemory.builder(ObservedStores.of(stores, observers))
            .queryTime(settings.queryTime());
    if (settings.enabled()) {
      String model = settings.embeddingModel();
      if (model == null) {
        memory.model(LOCAL_MODEL, LocalEmbeddings::load);
      } else {
        OpenAiEmbeddings service = service(settings, model);
        memory.remoteModel(model, () -> service);
      }
    }
    return memory.build();
  }

  private static OpenAiEmbeddings service(MemorySettings settings, String model) {
    return OpenAiEmbeddings.builder(model)
        .baseUrl(settings.embeddingUrl())
        .apiKey(settings.embeddingKey())
        .transport(
            TransportSettings.builder()
                .firstByteTimeout(SERVICE_TIME)
                .idleTimeout(SERVICE_TIME)
                .build())
        .build();
  }

  @Singleton
  Stores stores(SemanticMemory memory) {
    return memory.stores();
  }
}
