package dev.coda.core.memory;

import dev.coda.api.session.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns texts into vectors with a model that is made on first use. Thread-safe. */
final class Embedder {
  private static final Logger LOG = LoggerFactory.getLogger(Embedder.class);
  private static final String NO_TEXT = "-";

  private final String name;
  private final Supplier<? extends EmbeddingModel> source;
  private final RecentVectors recent = new RecentVectors();
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable EmbeddingModel model;

  Embedder(String name, Supplier<? extends EmbeddingModel> source) {
    this.name = name;
    this.source = source;
  }

  String name() {
    return name;
  }

  /** Returns whether the model is made. */
  boolean isReady() {
    return model != null;
  }

  /** Makes the model, unless it is made. */
  void prepare() {
    model();
  }

  /** Returns the vector of a text if it is cached; null if the model has to be called. */
  @Nullable Embedding known(String text) {
    return recent.of(TextStart.of(text));
  }

  /**
   * Returns one vector for the beginning of each text. A text that the model refuses, for example
   * because its tokenizer finds no tokens, gets the vector of an empty text, so that the others are
   * still embedded.
   *
   * @throws EmbeddingFailedException if the model embeds nothing at all
   */
  List<Embedding> embed(List<String> texts) {
    List<String> starts = texts.stream().map(TextStart::of).toList();
    Map<String, Embedding> vectors = new HashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (String start : starts) {
      Embedding known = recent.of(start);
      if (known == null) {
        unknown.add(start);
      } else {
        vectors.put(start, known);
      }
    }
    if (!unknown.isEmpty()) {
      List<String> asked = new ArrayList<>(unknown);
      List<Embedding> made = make(asked);
      for (int i = 0; i < asked.size(); i++) {
        vectors.put(asked.get(i), made.get(i));
        recent.put(asked.get(i), made.get(i));
      }
    }
    return starts.stream().map(start -> Objects.requireNonNull(vectors.get(start))).toList();
  }

  private List<Embedding> make(List<String> texts) {
    try {
      return vectors(texts);
    } catch (EmbeddingFailedException e) {
      Embedding none = vectors(List.of(NO_TEXT)).get(0);
      return texts.stream().map(text -> vector(text, none)).toList();
    }
  }

  private Embedding vector(String text, Embedding none) {
    try {
      return vectors(List.of(text)).get(0);
    } catch (EmbeddingFailedException e) {
      LOG.info("The embedding model {} refuses a text: {}", name, e.getCause());
      return none;
    }
  }

  /** Models are foreign code, native code among it. */
  private List<Embedding> vectors(List<String> texts) {
    try {
      List<TextSegment> segments =
          texts.stream().map(text -> TextSegment.from(text.isBlank() ? NO_TEXT : text)).toList();
      List<Embedding> vectors =
          model().embedAll(segments).content().stream()
              .map(embedding -> Embedding.of(embedding.vector()))
              .toList();
      if (vectors.size() != texts.size()) {
        throw new IllegalStateException(
            "The model returned %d vectors for %d texts.".formatted(vectors.size(), texts.size()));
      }
      return vectors;
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
