package dev.coda.api.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A clock that waits in real time. Thread-safe. */
final class SystemClock extends TimerClock {
  static final TimerClock UTC = new SystemClock(Clock.systemUTC());

  private final Clock dates;

  /**
   * @param dates what {@link #instant()} returns
   */
  SystemClock(Clock dates) {
    this.dates = dates;
  }

  @Override
  public Instant instant() {
    return dates.instant();
  }

  @Override
  public long millis() {
    return dates.millis();
  }

  @Override
  public ZoneId getZone() {
    return dates.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SystemClock(dates.withZone(zone));
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The caller's loop, as its contract says.
  public long awaitNanos(Condition condition, long nanos) throws InterruptedException {
    return condition.awaitNanos(nanos);
  }

  @Override
  public <T extends @Nullable Object> T getUntil(Future<T> future, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(deadline - nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Timer schedule(Runnable task, long nanos) {
    return SystemTimers.schedule(task, nanos);
  }
}
