package dev.coda.core.memory;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Embedding back while the machine is busy: after each piece of work it then rests for twenty times
 * as long, which leaves it a twentieth of one processor. On an idle machine it never rests.
 * Thread-safe.
 */
final class Pace {
  private static final int REST = 20;
  private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(30);

  private final MachineLoad load;
  private final double busy;
  private final LongSupplier nanoTime;
  private volatile long restsUntil;

  /**
   * @param busy the load of others from which the machine counts as busy, from 0 to 1
   */
  Pace(MachineLoad load, double busy, LongSupplier nanoTime) {
    this.load = load;
    this.busy = busy;
    this.nanoTime = nanoTime;
    this.restsUntil = nanoTime.getAsLong();
  }

  /** Returns for how many nanoseconds to rest before the next piece of work; 0 for not at all. */
  long rest() {
    return load.ofOthers() < busy ? 0 : Math.max(0, restsUntil - nanoTime.getAsLong());
  }

  /** Learns how many nanoseconds a piece of work took. */
  void worked(long nanos) {
    load.embedded(nanos);
    restsUntil = nanoTime.getAsLong() + Math.min(LONGEST_REST, nanos * REST);
  }
}
