package dev.coda.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.coda.api.message.MessageStatus;

/** How far a run has come. Immutable. */
public enum RunStatus {
  /** Waits for its turn on its branch. */
  @JsonProperty("queued")
  QUEUED,
  /** Active. */
  @JsonProperty("running")
  RUNNING,
  /** Waits for people. */
  @JsonProperty("paused")
  PAUSED,
  /** Ended with an answer. */
  @JsonProperty("completed")
  COMPLETED,
  /** Ended with an error. */
  @JsonProperty("failed")
  FAILED,
  /** Was stopped. */
  @JsonProperty("cancelled")
  CANCELLED;

  /** {@return whether the run is over} */
  public boolean isTerminal() {
    return compareTo(COMPLETED) >= 0;
  }

  /** {@return the status of the answer of a run with this status} */
  public MessageStatus ofAnswer() {
    return switch (this) {
      case COMPLETED -> MessageStatus.COMPLETE;
      case FAILED -> MessageStatus.FAILED;
      case CANCELLED -> MessageStatus.CANCELLED;
      case QUEUED, RUNNING, PAUSED -> MessageStatus.PARTIAL;
    };
  }
}
