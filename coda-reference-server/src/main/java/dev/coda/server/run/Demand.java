package dev.coda.server.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts what a viewer asks for, to tell one that reads from one that has stopped. Thread-safe. */
final class Demand {
  private final LongSupplier nanos;
  private final AtomicLong open = new AtomicLong();
  private volatile long lastAsked;

  /**
   * @param nanos the time, as of {@link System#nanoTime}
   */
  Demand(LongSupplier nanos) {
    this.nanos = nanos;
    this.lastAsked = nanos.getAsLong();
  }

  void asked(long count) {
    lastAsked = nanos.getAsLong();
    open.accumulateAndGet(count, (left, right) -> left + right < 0 ? Long.MAX_VALUE : left + right);
  }

  void served() {
    open.decrementAndGet();
  }

  /** Tells whether the viewer took all that it asked for, and has asked for no more since. */
  boolean isStalled(Duration patience) {
    return open.get() <= 0 && nanos.getAsLong() - lastAsked > patience.toNanos();
  }
}
