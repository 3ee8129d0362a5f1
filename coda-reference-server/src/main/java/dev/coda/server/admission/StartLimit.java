package dev.coda.server.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many runs start at once, by how long starting takes. A start is what lies between the
 * admission of a run and its first model call: the server's and the database's own work, without
 * the time of any model. While starts are quick, more are admitted at once; when one takes too
 * long, fewer are (additive increase, multiplicative decrease). Work that is admitted already slows
 * starts down, so the rate of admissions settles at what the machine completes. Thread-safe,
 * without locks.
 */
final class StartLimit {
  static final int LOWEST = 16;
  static final int FIRST = 64;
  static final int HIGHEST = 1024;

  private static final double DECREASE = 0.8;

  private final long longestDelay;
  private final LongSupplier nanos;
  private final AtomicInteger starting = new AtomicInteger();
  private volatile int limit = FIRST;
  private volatile long lastDecrease;

  /**
   * @param nanos the time, as of {@link System#nanoTime}
   */
  StartLimit(Duration longestDelay, LongSupplier nanos) {
    this.longestDelay = longestDelay.toNanos();
    this.nanos = nanos;
    this.lastDecrease = nanos.getAsLong();
  }

  /** Admits a start, unless as many are under way as may be. Null refuses. */
  @Nullable Start tryStart() {
    int now = starting.incrementAndGet();
    if (now > limit) {
      starting.decrementAndGet();
      return null;
    }
    return new Start(nanos.getAsLong(), now);
  }

  /** Returns whether the next start would be refused. */
  boolean isFull() {
    return starting.get() >= limit;
  }

  int limit() {
    return limit;
  }

  /** Notes that a start has reached its model call. */
  void begun(Start start) {
    starting.decrementAndGet();
    long now = nanos.getAsLong();
    if (now - start.at > longestDelay) {
      // Those admitted before the last decrease tell of the load that led to it.
      if (start.at - lastDecrease >= 0) {
        lastDecrease = now;
        limit = Math.max(LOWEST, (int) (limit * DECREASE));
      }
    } else if (start.among * 2 > limit) {
      // Two threads that do this at once raise the limit once, which does no harm.
      limit = Math.min(HIGHEST, limit + 1);
    }
  }

  /** Notes that a start ended without a model call, which tells nothing. */
  void abandoned() {
    starting.decrementAndGet();
  }

  /** One start: when, and among how many. Immutable. */
  record Start(long at, int among) {}
}
