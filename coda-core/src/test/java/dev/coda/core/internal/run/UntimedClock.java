package dev.coda.core.internal.run;

import dev.coda.api.time.TimerClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A clock by which no time passes: a wait that nobody ends lasts for ever, so that a wake-up that
 * is lost is seen as a deadlock. Thread-safe.
 */
final class UntimedClock extends TimerClock {
  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The caller's loop, as its contract says.
  public long awaitNanos(Condition condition, long nanos) throws InterruptedException {
    condition.await();
    return nanos;
  }

  @Override
  public <T extends @Nullable Object> T getUntil(Future<T> future, long deadline)
      throws InterruptedException, ExecutionException {
    return future.get();
  }

  @Override
  public Timer schedule(Runnable task, long nanos) {
    return () -> {};
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
