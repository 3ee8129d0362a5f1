package dev.coda.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Is a clock in UTC that a test moves: one that stands still otherwise, or one that goes with the
 * real one, ahead of it. What is to happen at a time happens on the thread that moves the clock
 * there. Thread-safe.
 */
public final class FakeClock extends Clock {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Alarm> alarms = new ArrayList<>();
  private final Clock base;
  private Duration ahead = Duration.ZERO;

  private record Alarm(Instant at, Runnable action) {}

  private FakeClock(Clock base) {
    this.base = base;
  }

  /** Starts a clock that stands still at this time. */
  public static FakeClock at(Instant time) {
    return new FakeClock(Clock.fixed(time, ZoneOffset.UTC));
  }

  /** Starts a clock that goes with the real one. */
  public static FakeClock ticking() {
    return new FakeClock(Clock.systemUTC());
  }

  /**
   * Moves the clock on. What was to happen on the way happens in the order of its times, each while
   * the clock shows its time or a later one.
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back");
    }
    Instant goal = instant().plus(by);
    for (Alarm next = take(goal); next != null; next = take(goal)) {
      moveTo(next.at());
      next.action().run();
    }
    moveTo(goal);
  }

  /** Has something happen as soon as the clock has been advanced by this much. */
  public void after(Duration delay, Runnable action) {
    lock.lock();
    try {
      alarms.add(new Alarm(instant().plus(delay), action));
      alarms.sort(Comparator.comparing(Alarm::at));
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many things have yet to happen. */
  public int waiting() {
    lock.lock();
    try {
      return alarms.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      return base.instant().plus(ahead);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Returns this clock: its time is the same everywhere. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  private @Nullable Alarm take(Instant until) {
    lock.lock();
    try {
      return alarms.isEmpty() || alarms.get(0).at().isAfter(until) ? null : alarms.remove(0);
    } finally {
      lock.unlock();
    }
  }

  private void moveTo(Instant time) {
    lock.lock();
    try {
      Duration missing = Duration.between(instant(), time);
      if (!missing.isNegative()) {
        ahead = ahead.plus(missing);
      }
    } finally {
      lock.unlock();
    }
  }
}
