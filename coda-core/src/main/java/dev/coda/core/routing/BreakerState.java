package dev.coda.core.routing;

/** The state of a target's circuit breaker. Immutable. */
public enum BreakerState {
  /** The target is called. */
  CLOSED,
  /** The target is skipped after too many failures. */
  OPEN,
  /** One call tries whether it is well again. */
  HALF_OPEN
}
