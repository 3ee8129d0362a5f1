package dev.coda.core.internal.loop;

import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.id.CallId;
import org.jspecify.annotations.Nullable;

/**
 * A call of a run's last reply that has no result yet. Immutable.
 *
 * @param resultPart the index of its result in the message
 * @param number counts the run's calls from 0
 * @param started whether the tool was about to run: then it may have had its effect
 * @param question the last question to a person about it; null for none
 * @param answer the outcome of the question; null if there is none yet
 */
public record OpenCall(
    Reply.AskedCall asked,
    int resultPart,
    int number,
    boolean started,
    @Nullable ApprovalRequired question,
    @Nullable Answer answer) {

  /** The outcome of a question. Immutable. */
  public enum Answer {
    APPROVED,
    DENIED,
    /** Nobody answered in time. */
    EXPIRED
  }

  /** Returns the call's id. */
  public CallId id() {
    return asked.callId();
  }

  /** Returns the name of its tool. */
  public String toolName() {
    return asked.toolName();
  }

  /** Returns whether a person has yet to answer. */
  public boolean waits() {
    return question != null && answer == null;
  }
}
