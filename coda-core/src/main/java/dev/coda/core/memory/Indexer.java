package dev.coda.core.memory;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.MessageIndex.Unembedded;
import dev.coda.api.time.TimerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds messages on one daemon thread, at the pace that the machine's other work leaves. New ones
 * come through a bounded queue; when it is full, or anything fails, messages without an embedding
 * are read from the store later, as at the start. Thread-safe.
 */
final class Indexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
  private static final int QUEUED = 1_000;
  private static final int BATCH = 16;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** How long a rest is before the machine is looked at again. */
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

  private final MessageIndex index;
  private final Embedder embedder;
  private final Pace pace;
  private final TimerClock clock;
  private final BlockingQueue<Unembedded> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicBoolean behind = new AtomicBoolean(true);

  /** Has a permit when there may be work. */
  private final Semaphore news = new Semaphore(1);

  private final AtomicLong embedded = new AtomicLong();
  private final Thread thread;
  private volatile boolean catchingUp;

  /** Besides the interrupt, which a store may take for itself. */
  private volatile boolean closed;

  // Few systems use the priority; the pace leaves time for other work.
  @SuppressWarnings("ThreadPriorityCheck")
  private Indexer(MessageIndex index, Embedder embedder, Pace pace, TimerClock clock) {
    this.index = index;
    this.embedder = embedder;
    this.pace = pace;
    this.clock = clock;
    this.thread = new Thread(this::work, "coda-memory");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  static Indexer start(MessageIndex index, Embedder embedder, Pace pace, TimerClock clock) {
    Indexer indexer = new Indexer(index, embedder, pace, clock);
    indexer.thread.start();
    return indexer;
  }

  /** Queues a message; never waits. Only the part of its text that the model reads is kept. */
  void add(Unembedded message) {
    Unembedded kept =
        new Unembedded(
            message.messageId(),
            message.sessionId(),
            message.userId(),
            TextStart.of(message.text()));
    if (!queue.offer(kept)) {
      behind.set(true);
    }
    news.release();
  }

  /** Has the store asked for what was written past this object. */
  void catchUp() {
    behind.set(true);
    news.release();
  }

  EmbeddingBacklog backlog() {
    return new EmbeddingBacklog(queue.size(), behind.get() || catchingUp, embedded.get());
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void work() {
    try {
      while (!closed) {
        try {
          step();
        } catch (EmbeddingFailedException | StoreException e) {
          if (closed) {
            return;
          }
          LOG.warn("Messages could not be embedded; trying again in {}", PAUSE, e);
          behind.set(true);
          clock.sleep(PAUSE);
          news.release();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    news.acquire();
    news.drainPermits();
    if (behind.get()) {
      catchingUp = true;
      try {
        embedMissing();
      } finally {
        catchingUp = false;
      }
    }
    embed(queued(queue.poll()));
    if (!queue.isEmpty() || behind.get()) {
      news.release();
    }
  }

  /** Starts again with the latest message whenever too many new ones were queued meanwhile. */
  private void embedMissing() throws InterruptedException {
    MessageId after = null;
    List<Unembedded> page;
    do {
      if (behind.getAndSet(false)) {
        // The store names what is queued as well.
        queue.clear();
        after = null;
      }
      page = index.missing(embedder.name(), after, BATCH);
      embed(page);
      after = page.isEmpty() ? null : page.get(page.size() - 1).messageId();
      embed(queued(queue.poll()));
    } while (!page.isEmpty() || behind.get());
  }

  private List<Unembedded> queued(@Nullable Unembedded first) {
    List<Unembedded> batch = new ArrayList<>();
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH - 1);
    }
    return batch;
  }

  private void embed(List<Unembedded> messages) throws InterruptedException {
    if (messages.isEmpty()) {
      return;
    }
    for (long rest = pace.rest(); rest > 0; rest = pace.rest()) {
      clock.sleep(Duration.ofNanos(Math.min(rest, LOOK)));
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long start = clock.nanoTime();
    List<Embedding> vectors = embedder.embed(messages.stream().map(Unembedded::text).toList());
    pace.worked(clock.nanoTime() - start);
    List<MessageIndex.Entry> entries = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Unembedded message = messages.get(i);
      entries.add(
          new MessageIndex.Entry(
              message.messageId(),
              message.sessionId(),
              message.userId(),
              embedder.name(),
              vectors.get(i)));
    }
    put(entries);
    embedded.addAndGet(entries.size());
  }

  private void put(List<MessageIndex.Entry> entries) {
    try {
      index.put(entries);
    } catch (StoreException e) {
      if (e.kind() != FailureKind.NOT_FOUND) {
        throw e;
      }
      entries.forEach(this::putIfThere);
    }
  }

  /** A message that was deleted meanwhile must not keep others from their embedding. */
  private void putIfThere(MessageIndex.Entry entry) {
    try {
      index.put(List.of(entry));
    } catch (StoreException e) {
      if (e.kind() != FailureKind.NOT_FOUND) {
        throw e;
      }
      LOG.debug("Message {} was deleted before it was embedded", entry.messageId());
    }
  }
}
