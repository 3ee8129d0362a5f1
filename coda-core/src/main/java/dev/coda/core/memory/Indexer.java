package dev.coda.core.memory;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.MessageIndex.Unembedded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds messages on one daemon thread. New ones come through a bounded queue; when it is full, or
 * anything fails, the store is asked later for what has no embedding, as it is at the start.
 * Thread-safe.
 */
final class Indexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
  private static final int QUEUED = 1_000;
  private static final int BATCH = 32;
  private static final long PAUSE_SECONDS = 30;

  private final MessageIndex index;
  private final Embedder embedder;
  private final BlockingQueue<Unembedded> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicBoolean behind = new AtomicBoolean(true);
  private final Thread thread;

  private Indexer(MessageIndex index, Embedder embedder) {
    this.index = index;
    this.embedder = embedder;
    this.thread = new Thread(this::work, "coda-memory");
    thread.setDaemon(true);
  }

  static Indexer start(MessageIndex index, Embedder embedder) {
    Indexer indexer = new Indexer(index, embedder);
    indexer.thread.start();
    return indexer;
  }

  /** Takes note of a message; never waits. Only what the model reads of its text is kept. */
  void add(Unembedded message) {
    String text = message.text();
    Unembedded kept =
        text.length() <= Embedder.LONGEST
            ? message
            : new Unembedded(
                message.messageId(),
                message.sessionId(),
                message.userId(),
                text.substring(0, Embedder.LONGEST));
    if (!queue.offer(kept)) {
      behind.set(true);
    }
  }

  /** Has the store asked for what was written past this object. */
  void catchUp() {
    behind.set(true);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          step();
        } catch (EmbeddingFailedException | StoreException e) {
          LOG.warn("Messages could not be embedded; trying again in {} s", PAUSE_SECONDS, e);
          behind.set(true);
          TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    if (behind.getAndSet(false)) {
      embedMissing();
    }
    Unembedded first = queue.poll(1, TimeUnit.SECONDS);
    if (first != null) {
      List<Unembedded> batch = new ArrayList<>(List.of(first));
      queue.drainTo(batch, BATCH - 1);
      embed(batch);
    }
  }

  private void embedMissing() throws InterruptedException {
    MessageId after = null;
    List<Unembedded> page = index.missing(embedder.name(), after, BATCH);
    while (!page.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      embed(page);
      after = page.get(page.size() - 1).messageId();
      page = index.missing(embedder.name(), after, BATCH);
    }
  }

  private void embed(List<Unembedded> messages) {
    List<Embedding> vectors = embedder.embed(messages.stream().map(Unembedded::text).toList());
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
