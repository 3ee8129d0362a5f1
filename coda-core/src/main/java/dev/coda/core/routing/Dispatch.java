package dev.coda.core.routing;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what all calls of a router share. Thread-safe.
 *
 * @param chance numbers from 0 up to 1
 * @param executor where hedged attempts work; null if no route hedges
 */
record Dispatch(
    Clock clock,
    Sleeper sleeper,
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
