package dev.coda.testkit.time;

import dev.coda.api.time.TimerClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock in UTC that a test moves.
 *
 * <p>If an agent has a clock that does not advance by itself ({@link #at}), its deadlines, leases,
 * time limits and pauses end only when a test moves the clock. A clock that follows real time
 * ({@link #ticking}) can be moved ahead of real time. This affects timestamps and comparisons, but
 * waits and timers take real time.
 *
 * <p>Timers run on the thread that moves the clock to their time. Thread-safe.
 */
public final class FakeClock extends TimerClock {
  /** How long a wait sleeps before it looks at the clock again. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::number));
  private final Clock base;
  private final @Nullable TimerClock real;
  private Duration ahead = Duration.ZERO;
  private long numbers;

  private record Alarm(Instant at, long number, Runnable action) {}

  private FakeClock(Clock base, @Nullable TimerClock real) {
    this.base = base;
    this.real = real;
  }

  /**
   * Creates a clock that shows this time and advances only when a test moves it.
   *
   * @param time the time
   * @return the clock
   */
  public static FakeClock at(Instant time) {
    return new FakeClock(Clock.fixed(time, ZoneOffset.UTC), null);
  }

  /**
   * Creates a clock that follows the real one.
   *
   * @return the clock
   */
  public static FakeClock ticking() {
    return new FakeClock(TimerClock.system(), TimerClock.system());
  }

  /**
   * Moves the clock. Timers that become due run in the order of their times, when the clock shows
   * their time or a later one. If a timer sets another timer for a time before the new time of the
   * clock, that one runs too.
   *
   * @param by the duration
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

  /**
   * Moves the clock by a step repeatedly, until a condition is true. Between the steps, other
   * threads have real time to work. Give the test a time limit, in case the condition never becomes
   * true.
   *
   * @param condition the condition
   * @param step the step
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void advanceUntil(BooleanSupplier condition, Duration step) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      advance(step);
      TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
    }
  }

  /**
   * Runs an action when the clock has been advanced by this duration.
   *
   * @param delay the delay
   * @param action the action
   */
  public void after(Duration delay, Runnable action) {
    Timer unused = add(delay, action);
  }

  /** {@return the number of timers that are not due yet} */
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
  public long nanoTime() {
    lock.lock();
    try {
      return ahead.toNanos() + (real == null ? 0 : real.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The caller's loop, as its contract says.
  public long awaitNanos(Condition condition, long nanos) throws InterruptedException {
    if (real != null) {
      return real.awaitNanos(condition, nanos);
    }
    long deadline = nanoTime() + nanos;
    if (nanos > 0) {
      long unused = condition.awaitNanos(LOOK_NANOS);
    }
    return deadline - nanoTime();
  }

  @Override
  public <T extends @Nullable Object> T getUntil(Future<T> future, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (real != null) {
      return real.getUntil(future, real.nanoTime() + (deadline - nanoTime()));
    }
    while (deadline - nanoTime() > 0) {
      try {
        return future.get(LOOK_NANOS, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Only real time has passed.
      }
    }
    return future.get(0, TimeUnit.NANOSECONDS);
  }

  /** Runs the task on the thread that moves the clock, which waits if the task blocks. */
  @Override
  public Timer schedule(Runnable task, long nanos) {
    return real == null ? add(Duration.ofNanos(nanos), task) : real.schedule(task, nanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** {@return this clock: its time is the same everywhere} */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  private Timer add(Duration delay, Runnable action) {
    lock.lock();
    try {
      Alarm alarm = new Alarm(instant().plus(delay), numbers++, action);
      alarms.add(alarm);
      return () -> remove(alarm);
    } finally {
      lock.unlock();
    }
  }

  private void remove(Alarm alarm) {
    lock.lock();
    try {
      alarms.remove(alarm);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Alarm take(Instant until) {
    lock.lock();
    try {
      Alarm next = alarms.peek();
      return next == null || next.at().isAfter(until) ? null : alarms.poll();
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
