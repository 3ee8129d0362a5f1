package dev.coda.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Says how far a run has come. Immutable. */
public enum RunStatus {
  @JsonProperty("queued")
  QUEUED,
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("paused")
  PAUSED,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED;

  /** Tells whether the run is over. */
  public boolean isTerminal() {
    return compareTo(COMPLETED) >= 0;
  }
}
