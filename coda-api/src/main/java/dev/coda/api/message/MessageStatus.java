package dev.coda.api.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Says whether a stored message is whole. Immutable. */
public enum MessageStatus {
  @JsonProperty("complete")
  COMPLETE,
  /** Its run is still at work, or was cut off and not resumed. */
  @JsonProperty("partial")
  PARTIAL,
  @JsonProperty("cancelled")
  CANCELLED,
  @JsonProperty("failed")
  FAILED
}
