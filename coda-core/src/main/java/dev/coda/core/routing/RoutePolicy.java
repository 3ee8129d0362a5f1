package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The order in which the targets of a route are called. Immutable. */
public enum RoutePolicy {
  /** As they are listed. */
  @JsonProperty("fallback")
  FALLBACK,
  /** At random, in proportion to their weights; the others follow if the first fails. */
  @JsonProperty("balance")
  BALANCE,
  /**
   * The target with the fastest recent first token; a target without a recent measurement comes
   * first.
   */
  @JsonProperty("least_latency")
  LEAST_LATENCY
}
