package dev.coda.api.time;

import dev.coda.api.cancel.CancelSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A clock that is also used for waiting: it provides timestamps, measures durations, ends waits and
 * runs timers. Everything in an agent that depends on time uses one such clock, so a test that
 * moves it moves deadlines, leases, time limits and pauses alike. The clock of {@link #system()}
 * uses the time and the waits of the JDK. Subclasses must be thread-safe. Thread-safe.
 */
public abstract class TimerClock extends Clock {

  /** For clocks of an application or a test. */
  protected TimerClock() {}

  /** {@return the clock of the machine, in UTC} */
  public static TimerClock system() {
    return SystemClock.UTC;
  }

  /**
   * {@return the clock itself if it is a {@code TimerClock}} Any other clock only provides
   * timestamps: waits and timers then take real time.
   *
   * @param clock the time
   */
  public static TimerClock of(Clock clock) {
    return clock instanceof TimerClock timers ? timers : new SystemClock(clock);
  }

  /** {@return nanoseconds since an arbitrary moment, as {@link System#nanoTime} does} */
  public abstract long nanoTime();

  /**
   * Waits on a condition, whose lock the caller holds. It may return early, as conditions do, so
   * the caller checks its condition in a loop.
   *
   * @param condition the condition
   * @param nanos the number of nanoseconds
   * @return about how many of the nanoseconds are left; 0 or less once they have passed
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public abstract long awaitNanos(Condition condition, long nanos) throws InterruptedException;

  /**
   * Waits for a result as {@link Future#get(long, TimeUnit)} does, but until a point in time, so
   * that time before the call counts too.
   *
   * @param <T> the type of the value
   * @param future the future
   * @param deadline the time until which to wait, in {@link #nanoTime}
   * @return the result
   * @throws TimeoutException if there is no result at this time
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws ExecutionException if the task failed
   */
  public abstract <T extends @Nullable Object> T getUntil(Future<T> future, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException;

  /**
   * Runs a task once, when this many nanoseconds have passed. The task may block; it does not delay
   * other timers.
   *
   * @param task the task
   * @param nanos the number of nanoseconds
   * @return the timer, by which the task can be cancelled
   */
  public abstract Timer schedule(Runnable task, long nanos);

  /**
   * Waits on the calling thread until the time has passed.
   *
   * @param time the duration
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public final void sleep(Duration time) throws InterruptedException {
    sleep(time, CancelSignal.create());
  }

  /**
   * Waits on the calling thread until the time has passed or the signal is given.
   *
   * @param time the duration
   * @param signal the cancel signal
   * @return true if the time has passed, false if the signal came first
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean sleep(Duration time, CancelSignal signal) throws InterruptedException {
    CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();
    try (CancelSignal.Registration registration = signal.onCancel(() -> cancelled.complete(null))) {
      getUntil(cancelled, nanoTime() + TimeUnit.NANOSECONDS.convert(time));
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing but the signal ends the wait", e);
    }
  }

  /** A task that will run unless this is closed first. Thread-safe. */
  @FunctionalInterface
  public interface Timer extends AutoCloseable {
    /** Cancels the task; it has no effect on one that has started, or has been cancelled. */
    @Override
    void close();
  }
}
