package dev.coda.api.session;

import dev.coda.api.id.RunId;
import java.time.Instant;

/**
 * The right of one process to write a run, until a time. Each new owner gets a higher fence, and
 * the store refuses the writes of a lower one. Immutable.
 *
 * @param runId the run
 * @param owner names the process
 * @param fence counts owners from 1
 * @param until the time at which the lease ends
 */
public record Lease(RunId runId, String owner, long fence, Instant until) {

  /**
   * {@return the lease with another end}
   *
   * @param time the new time at which it ends
   */
  public Lease until(Instant time) {
    return new Lease(runId, owner, fence, time);
  }

  /** The result of renewing a lease. Immutable. */
  public enum Renewal {
    /** It holds until the new time. */
    HELD,
    /** It is valid, and the cancellation of the run was requested. */
    CANCEL_REQUESTED,
    /** Another process has the run, or it has ended. */
    LOST
  }
}
