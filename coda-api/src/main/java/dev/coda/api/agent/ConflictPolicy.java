package dev.coda.api.agent;

/** What to do when another run is active on the branch. Immutable. */
public enum ConflictPolicy {
  /** Refuse with a {@code CONFLICT}. */
  REJECT,
  /**
   * Store the request as a run with the status {@code queued}, which starts when the runs before it
   * in its session have ended, in whichever process that is noticed.
   */
  QUEUE
}
