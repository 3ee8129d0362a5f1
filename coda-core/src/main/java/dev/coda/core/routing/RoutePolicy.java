package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which order the targets of a route are asked. Immutable. */
public enum RoutePolicy {
  /** As they are listed. */
  @JsonProperty("fallback")
  FALLBACK,
  /** At random, in proportion to their weights; the others follow if the first fails. */
  @JsonProperty("balance")
  BALANCE,
  /** The one whose first token came soonest recently; one not measured recently goes first. */
  @JsonProperty("least_latency")
  LEAST_LATENCY
}
