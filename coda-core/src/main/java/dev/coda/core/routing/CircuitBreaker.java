package dev.coda.core.routing;

import dev.coda.api.time.TimerClock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls from a target that fails: opens on the failure rate of a sliding window, lets one
 * probe through after a while, and closes as soon as that is answered. Thread-safe.
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

  /** Asks for one attempt; empty while the target is left alone. Every permit must be returned. */
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

  /** Returns when an open breaker lets a probe through. */
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

  /** What came of an attempt, as far as the target's health goes. */
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
      // Else the attempt began before the breaker opened: its result is old news.
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

    /** Notes that the first token has come. */
    void answers() {
      answering(this);
    }

    void returnWith(Result result) {
      returned(this, result);
    }
  }
}
