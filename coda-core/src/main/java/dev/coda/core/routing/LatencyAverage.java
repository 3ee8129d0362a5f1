package dev.coda.core.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Averages the time to the first token, recent ones weighing more. It forgets what is old, so that
 * a target which once was slow gets another chance. Thread-safe.
 */
final class LatencyAverage {
  private static final double NEWEST = 0.3;
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /** An attempt that fails at once is not a fast one. */
  private static final Duration FAILED = Duration.ofSeconds(10);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private double nanos;
  private @Nullable Instant last;

  LatencyAverage(Clock clock) {
    this.clock = clock;
  }

  void took(Duration time) {
    lock.lock();
    try {
      double sample = (double) time.toNanos();
      nanos = current().isEmpty() ? sample : NEWEST * sample + (1 - NEWEST) * nanos;
      last = clock.instant();
    } finally {
      lock.unlock();
    }
  }

  void failed() {
    took(FAILED);
  }

  /** Returns the average; empty if nothing was measured of late. */
  Optional<Duration> current() {
    lock.lock();
    try {
      return last == null || last.plus(REMEMBERED).isBefore(clock.instant())
          ? Optional.empty()
          : Optional.of(Duration.ofNanos(Math.round(nanos)));
    } finally {
      lock.unlock();
    }
  }
}
