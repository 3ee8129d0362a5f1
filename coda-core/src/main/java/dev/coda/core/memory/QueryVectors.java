package dev.coda.core.memory;

import dev.coda.api.session.Embedding;
import dev.coda.api.time.TimerClock;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embeds queries, for callers that wait a limited time. Thread-safe. */
final class QueryVectors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryVectors.class);
  private static final int QUEUE = 64;

  private final Embedder embedder;
  private final Pace pace;
  private final TimerClock clock;
  private final AtomicBoolean preparing = new AtomicBoolean();
  private final ThreadPoolExecutor threads;

  /**
   * @param count the number of texts that are embedded at once
   */
  QueryVectors(Embedder embedder, Pace pace, TimerClock clock, int count) {
    this.embedder = embedder;
    this.pace = pace;
    this.clock = clock;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            QueryVectors::daemon);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Returns the vector of a turn's query; also empty while the machine is busy, when a turn is
   * faster without it.
   */
  Optional<Embedding> forTurn(String text, Duration atMost) {
    Embedding known = embedder.known(text);
    if (known != null) {
      return Optional.of(known);
    }
    return pace.rest() > 0 ? Optional.empty() : within(text, atMost);
  }

  /**
   * Returns the vector of a text if it is there in time; empty if the model is slow, fails, or is
   * not made yet. Creating it can take long, so it begins now and nothing waits for it.
   */
  Optional<Embedding> within(String text, Duration atMost) {
    try {
      if (!embedder.isReady()) {
        prepare();
        return Optional.empty();
      }
      long deadline = clock.nanoTime() + atMost.toNanos();
      Future<Embedding> vector = threads.submit(() -> embed(text));
      try {
        return Optional.of(clock.getUntil(vector, deadline));
      } finally {
        vector.cancel(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | RejectedExecutionException e) {
      LOG.debug("The embedding model {} needs more than {}", embedder.name(), atMost);
    } catch (ExecutionException e) {
      LOG.warn("A text could not be embedded", e.getCause());
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Embedding embed(String text) {
    long start = clock.nanoTime();
    Embedding vector = embedder.embed(List.of(text)).get(0);
    pace.worked(clock.nanoTime() - start);
    return vector;
  }

  private void prepare() {
    if (preparing.compareAndSet(false, true)) {
      try {
        threads.execute(this::prepareQuietly);
      } catch (RejectedExecutionException e) {
        preparing.set(false);
        throw e;
      }
    }
  }

  private void prepareQuietly() {
    try {
      embedder.prepare();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("The embedding model {} could not be made", embedder.name(), e);
    } finally {
      preparing.set(false);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "coda-recall");
    thread.setDaemon(true);
    return thread;
  }
}
