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
 * @param until until when the lease holds
 */
public record Lease(RunId runId, String owner, long fence, Instant until) {

  /**
   * {@return the lease with another end}
   *
   * @param time until when it holds
   */
  public Lease until(Instant time) {
    return new Lease(runId, owner, fence, time);
  }

  /** What became of a lease that was to be renewed. Immutable. */
  public enum Renewal {
    /** It holds until the new time. */
    HELD,
    /** It holds, and somebody asked for the run to be cancelled. */
    CANCEL_REQUESTED,
    /** Another process has the run, or it has ended. */
    LOST
  }
}
