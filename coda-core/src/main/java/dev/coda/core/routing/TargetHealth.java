package dev.coda.core.routing;

import dev.coda.api.model.ModelRef;

/** Remembers how a target has done over many calls. Thread-safe. */
record TargetHealth(CircuitBreaker breaker, RetryBudget budget, LatencyAverage latency) {

  TargetState state(ModelRef model) {
    return new TargetState(
        model,
        breaker.state(),
        breaker.openUntil().orElse(null),
        breaker.failureRate(),
        latency.current().orElse(null));
  }
}
