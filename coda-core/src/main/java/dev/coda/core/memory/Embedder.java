package dev.coda.core.memory;

import dev.coda.api.session.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns texts into vectors with a model that is made on first use. Thread-safe. */
final class Embedder {
  /** Models read a few hundred tokens; more only takes time. */
  private static final int LONGEST = 4_000;

  private final String name;
  private final Supplier<? extends EmbeddingModel> source;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable EmbeddingModel model;

  Embedder(String name, Supplier<? extends EmbeddingModel> source) {
    this.name = name;
    this.source = source;
  }

  String name() {
    return name;
  }

  /** Returns one vector for each text. Models are foreign code, native code among it. */
  List<Embedding> embed(List<String> texts) {
    try {
      List<TextSegment> segments =
          texts.stream()
              .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST))
              .map(text -> TextSegment.from(text.isBlank() ? "-" : text))
              .toList();
      return model().embedAll(segments).content().stream()
          .map(embedding -> Embedding.of(embedding.vector()))
          .toList();
    } catch (RuntimeException | LinkageError e) {
      throw new EmbeddingFailedException(e);
    }
  }

  private EmbeddingModel model() {
    EmbeddingModel made = model;
    if (made != null) {
      return made;
    }
    making.lock();
    try {
      made = model;
      if (made == null) {
        made = source.get();
        model = made;
      }
      return made;
    } finally {
      making.unlock();
    }
  }
}
