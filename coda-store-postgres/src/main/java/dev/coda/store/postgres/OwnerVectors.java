package dev.coda.store.postgres;

import dev.coda.api.id.MessageId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex.Entry;
import dev.coda.api.session.MessageIndex.Hit;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One owner's vectors as they were last read, and what this process stored since. Thread-safe. */
final class OwnerVectors {
  /** Owners with more of them search in the database. */
  static final int MOST = 5_000;

  /** Other processes' vectors are found so long after they were stored. */
  static final Duration LOOKS_AFTER = Duration.ofSeconds(5);

  /** An owner who had too many may have deleted some. */
  private static final Duration MANY_FOR = Duration.ofHours(1);

  /** A transaction may take so long between its time and its end. */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final VectorOwner owner;
  private final VectorRows rows;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final VectorTable table;
  private OffsetDateTime latest = OffsetDateTime.MIN;
  private boolean known;
  private boolean many;
  private long readAt;
  private volatile long bytes;

  OwnerVectors(VectorOwner owner, VectorRows rows, LongSupplier nanoTime) {
    this.owner = owner;
    this.rows = rows;
    this.nanoTime = nanoTime;
    this.table = new VectorTable(owner.dimension());
    this.readAt = nanoTime.getAsLong() - MANY_FOR.toNanos();
  }

  /** Returns the nearest, the nearest first; null if the owner has too many vectors. */
  @Nullable List<Hit> nearest(Embedding wanted, int limit) {
    lock.lock();
    try {
      if (nanoTime.getAsLong() - readAt >= (many ? MANY_FOR : LOOKS_AFTER).toNanos()) {
        read();
      }
      return many ? null : table.nearest(wanted, limit);
    } finally {
      lock.unlock();
    }
  }

  /** Learns of a vector that was stored. */
  void put(Entry entry) {
    lock.lock();
    try {
      // Without what was stored before, one vector is of no use.
      if (known) {
        table.put(entry.messageId(), entry.sessionId(), entry.embedding());
        checkSize();
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(Collection<MessageId> messages) {
    lock.lock();
    try {
      messages.forEach(table::remove);
      bytes = table.bytes();
    } finally {
      lock.unlock();
    }
  }

  /** Returns about how many bytes are kept; never waits. */
  long bytes() {
    return bytes;
  }

  private void read() {
    boolean first = latest.equals(OffsetDateTime.MIN);
    long start = nanoTime.getAsLong();
    OffsetDateTime after = first ? latest : latest.minus(OVERLAP);
    var unused = rows.read(owner, after, MOST + 1, () -> this, OwnerVectors::put);
    readAt = start;
    known = true;
    many = false;
    checkSize();
  }

  private void put(VectorRows.Row row) {
    if (row.storedAt().isAfter(latest)) {
      latest = row.storedAt();
    }
    table.put(row.message(), row.session(), row.embedding());
  }

  private void checkSize() {
    if (table.size() > MOST) {
      table.clear();
      latest = OffsetDateTime.MIN;
      known = false;
      many = true;
    }
    bytes = table.bytes();
  }
}
