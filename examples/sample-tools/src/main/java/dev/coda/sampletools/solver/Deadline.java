package dev.coda.sampletools.solver;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts down from a limit. Immutable. */
record Deadline(LongSupplier nanoTime, long startNanos, Duration limit) {

  static Deadline in(Duration limit, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong(), limit);
  }

  long elapsedMillis() {
    return Duration.ofNanos(nanoTime.getAsLong() - startNanos).toMillis();
  }

  long remainingMillis() {
    return Math.max(0, limit.toMillis() - elapsedMillis());
  }
}
