package dev.coda.core.internal.loop;

import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.id.CallId;
import org.jspecify.annotations.Nullable;

/**
 * A call of a run's last reply that has no result yet. Immutable.
 *
 * @param resultPart where its result will are in the message
 * @param number counts the run's calls from 0
 * @param started whether the tool was about to run: then it may have had its effect
 * @param question what a person was asked about it last; null if nobody was
 * @param answer what came of the question; null if nothing has yet
 */
public record OpenCall(
    Reply.AskedCall asked,
    int resultPart,
    int number,
    boolean started,
    @Nullable ApprovalRequired question,
    @Nullable Answer answer) {

  /** What came of a question. Immutable. */
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
