package dev.coda.core.routing;

import dev.coda.api.time.TimerClock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Skips a target that keeps failing: opens at a failure rate in a sliding window, allows one probe
 * after a while, and closes as soon as the probe succeeds. Thread-safe.
 */
final class CircuitBreaker {
  private final BreakerSettings settings;
  private final TimerClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final AttemptWindow window;
  private BreakerState state = BreakerState.CLOSED;
  private @Nullable Instant openUntil;
  private @Nullable Permit probe;
  private long era;

  CircuitBreaker(BreakerSettings settings, TimerClock clock) {
    this.settings = settings;
    this.clock = clock;
    this.window = new AttemptWindow(settings.window(), settings.windowTime());
  }

  /**
   * Requests a permit for one attempt; empty while the target is skipped. Every permit must be
   * returned.
   */
  Optional<Permit> tryAcquire() {
    lock.lock();
    try {
      if (state == BreakerState.CLOSED) {
        return Optional.of(new Permit(era));
      }
      boolean waiting = openUntil != null && clock.instant().isBefore(openUntil);
      if (waiting || probe != null) {
        return Optional.empty();
      }
      state = BreakerState.HALF_OPEN;
      openUntil = null;
      probe = new Permit(era);
      return Optional.of(probe);
    } finally {
      lock.unlock();
    }
  }

  BreakerState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the time at which an open breaker allows a probe. */
  Optional<Instant> openUntil() {
    lock.lock();
    try {
      return Optional.ofNullable(openUntil);
    } finally {
      lock.unlock();
    }
  }

  double failureRate() {
    lock.lock();
    try {
      window.forgetOld(clock.nanoTime());
      return window.failureRate();
    } finally {
      lock.unlock();
    }
  }

  /** The outcome of an attempt for the target's health. */
  enum Result {
    SUCCESS,
    FAILURE,
    /** Returns nothing about the target: cancelled, or the request itself was wrong. */
    NEITHER
  }

  /** A target that has begun to answer works; a long answer must not keep the others away. */
  private void answering(Permit permit) {
    lock.lock();
    try {
      if (permit == probe) {
        probe = null;
        probed(Result.SUCCESS);
      }
    } finally {
      lock.unlock();
    }
  }

  private void returned(Permit permit, Result result) {
    lock.lock();
    try {
      if (permit == probe) {
        probe = null;
        probed(result);
      } else if (permit.era == era && state == BreakerState.CLOSED && result != Result.NEITHER) {
        count(result == Result.FAILURE);
      }
      // Otherwise the attempt began before the breaker opened, and its result no longer counts.
    } finally {
      lock.unlock();
    }
  }

  private void probed(Result result) {
    if (result == Result.SUCCESS) {
      state = BreakerState.CLOSED;
      window.clear();
    } else if (result == Result.FAILURE) {
      open(clock.instant());
    }
  }

  private void count(boolean failed) {
    window.add(clock.nanoTime(), failed);
    if (window.size() >= settings.minAttempts() && window.failureRate() >= settings.failureRate()) {
      open(clock.instant());
    }
  }

  private void open(Instant now) {
    state = BreakerState.OPEN;
    openUntil = now.plus(settings.openFor());
    era++;
  }

  /** Allows one attempt. Thread-safe. */
  final class Permit {
    private final long era;

    private Permit(long era) {
      this.era = era;
    }

    /** Records that the first token was received. */
    void answers() {
      answering(this);
    }

    void returnWith(Result result) {
      returned(this, result);
    }
  }
}
