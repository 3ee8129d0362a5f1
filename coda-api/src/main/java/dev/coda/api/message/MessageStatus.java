package dev.coda.api.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a stored message is complete. Immutable. */
public enum MessageStatus {
  /** Complete. */
  @JsonProperty("complete")
  COMPLETE,
  /** Its run is still active, or was cut off and not resumed. */
  @JsonProperty("partial")
  PARTIAL,
  /** Ends where its run was stopped. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Ends where its run failed. */
  @JsonProperty("failed")
  FAILED
}
