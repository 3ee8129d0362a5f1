package dev.coda.api.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a tool call has come, or how it ended. Immutable. */
public enum ToolStatus {
  /** Requested, not started. */
  @JsonProperty("pending")
  PENDING,
  /** Running. */
  @JsonProperty("running")
  RUNNING,
  /** Ended with a result. */
  @JsonProperty("success")
  SUCCESS,
  /** Ended with an error. */
  @JsonProperty("error")
  ERROR,
  /** Never ran: a person or a rule refused it. */
  @JsonProperty("denied")
  DENIED,
  /** Started, with an unknown end. */
  @JsonProperty("unknown")
  UNKNOWN;

  /** {@return whether the call is over} */
  public boolean isFinal() {
    return this != PENDING && this != RUNNING;
  }
}
