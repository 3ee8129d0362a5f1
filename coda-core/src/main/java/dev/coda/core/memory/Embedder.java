package dev.coda.core.memory;

import dev.coda.api.session.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns texts into vectors with a model that is made on first use. Thread-safe. */
final class Embedder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Embedder.class);
  private static final int HURRIED_THREADS = 2;
  private static final int HURRIED_QUEUE = 64;

  /** What a turn can wait for the vector of what its user said. */
  private static final Duration SOON = Duration.ofMillis(500);

  /** Models read a few hundred tokens; more only takes time. */
  static final int LONGEST = 4_000;

  private static final String NO_TEXT = "-";

  private final String name;
  private final Supplier<? extends EmbeddingModel> source;
  private final ReentrantLock making = new ReentrantLock();
  private final AtomicBoolean preparing = new AtomicBoolean();
  private final ThreadPoolExecutor hurried;
  private volatile @Nullable EmbeddingModel model;

  Embedder(String name, Supplier<? extends EmbeddingModel> source) {
    this.name = name;
    this.source = source;
    this.hurried =
        new ThreadPoolExecutor(
            HURRIED_THREADS,
            HURRIED_THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(HURRIED_QUEUE),
            Embedder::daemon);
    hurried.allowCoreThreadTimeOut(true);
  }

  String name() {
    return name;
  }

  /**
   * Returns one vector for each text. A text that the model refuses, as some do with what their
   * tokenizer finds nothing in, gets the vector of no text: it must not keep others from theirs.
   *
   * @throws EmbeddingFailedException if the model embeds nothing at all
   */
  List<Embedding> embed(List<String> texts) {
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
          texts.stream()
              .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST))
              .map(text -> TextSegment.from(text.isBlank() ? NO_TEXT : text))
              .toList();
      return model().embedAll(segments).content().stream()
          .map(embedding -> Embedding.of(embedding.vector()))
          .toList();
    } catch (RuntimeException | LinkageError e) {
      throw new EmbeddingFailedException(e);
    }
  }

  /**
   * Returns the vector of a text if it is there soon; empty if the model is slow, fails, or is not
   * made yet. Making it can take long, so it begins now and nobody waits for it.
   */
  Optional<Embedding> soon(String text) {
    try {
      if (model == null) {
        prepare();
        return Optional.empty();
      }
      Future<Embedding> vector = hurried.submit(() -> embed(List.of(text)).get(0));
      try {
        return Optional.of(vector.get(SOON.toMillis(), TimeUnit.MILLISECONDS));
      } finally {
        vector.cancel(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | RejectedExecutionException e) {
      LOG.info("The embedding model is too slow for a turn");
    } catch (ExecutionException e) {
      LOG.warn("A text could not be embedded", e.getCause());
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    hurried.shutdownNow();
  }

  private void prepare() {
    if (preparing.compareAndSet(false, true)) {
      try {
        hurried.execute(this::makeQuietly);
      } catch (RejectedExecutionException e) {
        preparing.set(false);
        throw e;
      }
    }
  }

  private void makeQuietly() {
    try {
      model();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("The embedding model {} could not be made", name, e);
    } finally {
      preparing.set(false);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "coda-recall");
    thread.setDaemon(true);
    return thread;
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
