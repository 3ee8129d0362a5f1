package dev.coda.core.routing;

/** Whether a target is asked. Immutable. */
public enum BreakerState {
  /** It is asked. */
  CLOSED,
  /** It is left alone after too many failures. */
  OPEN,
  /** One call tries whether it is well again. */
  HALF_OPEN
}
