package dev.coda.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.coda.api.message.MessageStatus;

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

  /** Returns the status of the answer of a run with this status. */
  public MessageStatus ofAnswer() {
    return switch (this) {
      case COMPLETED -> MessageStatus.COMPLETE;
      case FAILED -> MessageStatus.FAILED;
      case CANCELLED -> MessageStatus.CANCELLED;
      case QUEUED, RUNNING, PAUSED -> MessageStatus.PARTIAL;
    };
  }
}
