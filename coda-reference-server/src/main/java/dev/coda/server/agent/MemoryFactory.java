package dev.coda.server.agent;

import dev.coda.api.session.Stores;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.store.postgres.PostgresStores;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Remembers what users said, with a model in this process that needs no key. Thread-safe. */
@Factory
final class MemoryFactory {
  private static final String MODEL = "all-minilm-l6-v2-q";

  /** The model takes seconds to load, which the memory's own thread does when it needs it. */
  @Singleton
  @Bean(preDestroy = "close")
  SemanticMemory memory(PostgresStores stores, MemorySettings settings) {
    return settings.enabled()
        ? SemanticMemory.create(stores, MODEL, AllMiniLmL6V2QuantizedEmbeddingModel::new)
        : SemanticMemory.byWords(stores);
  }

  @Singleton
  Stores stores(SemanticMemory memory) {
    return memory.stores();
  }
}
