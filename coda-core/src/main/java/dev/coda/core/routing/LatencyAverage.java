package dev.coda.core.routing;

import dev.coda.api.time.TimerClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Averages the time to the first token, recent ones weighing more. Old measurements are dropped, so
 * that a target that was slow once gets another chance. Thread-safe.
 */
final class LatencyAverage {
  private static final double NEWEST = 0.3;
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(2).toNanos();

  /** An attempt that fails at once is not a fast one. */
  private static final long FAILED_NANOS = Duration.ofSeconds(10).toNanos();

  private final TimerClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean measured;
  private double average;
  private long last;

  LatencyAverage(TimerClock clock) {
    this.clock = clock;
  }

  /** Adds a time that passed until now, both by the clock's {@link TimerClock#nanoTime}. */
  void took(long nanos, long now) {
    lock.lock();
    try {
      average = isKnown(now) ? NEWEST * nanos + (1 - NEWEST) * average : nanos;
      last = now;
      measured = true;
    } finally {
      lock.unlock();
    }
  }

  void failed() {
    took(FAILED_NANOS, clock.nanoTime());
  }

  /** Returns the average; empty if nothing was measured recently. */
  Optional<Duration> current() {
    long now = clock.nanoTime();
    lock.lock();
    try {
      return isKnown(now) ? Optional.of(Duration.ofNanos(Math.round(average))) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean isKnown(long now) {
    return measured && now - last <= REMEMBERED_NANOS;
  }
}
