package dev.coda.core.routing;

import dev.coda.api.time.TimerClock;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Services that all calls of a router share. Thread-safe.
 *
 * @param chance numbers from 0 up to 1
 * @param executor the executor of hedged attempts; null if no route hedges
 */
record Dispatch(
    TimerClock clock,
    DoubleSupplier chance,
    @Nullable Executor executor,
    RetrySettings retry,
    BreakerSettings breaker) {

  Backoff backoff() {
    return new Backoff(retry, chance);
  }

  TargetHealth newHealth() {
    return new TargetHealth(
        new CircuitBreaker(breaker, clock), new RetryBudget(retry), new LatencyAverage(clock));
  }
}
