package dev.coda.server.agent;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.time.TimerClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** The machine's clock, but for pauses, which it notes and leaves out. Thread-safe. */
final class HastyClock extends TimerClock {
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final TimerClock real = TimerClock.system();

  @Override
  public boolean sleep(Duration time, CancelSignal signal) {
    pauses.add(time);
    return true;
  }

  @Override
  public long nanoTime() {
    return real.nanoTime();
  }

  @Override
  public long awaitNanos(Condition condition, long nanos) throws InterruptedException {
    return real.awaitNanos(condition, nanos);
  }

  @Override
  public <T extends @Nullable Object> T getUntil(Future<T> future, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    return real.getUntil(future, deadline);
  }

  @Override
  public Timer schedule(Runnable task, long nanos) {
    return real.schedule(task, nanos);
  }

  @Override
  public Instant instant() {
    return real.instant();
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
