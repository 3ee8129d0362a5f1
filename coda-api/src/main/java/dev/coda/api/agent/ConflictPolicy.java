package dev.coda.api.agent;

/** The handling of a new run while another is active on its branch. Immutable. */
public enum ConflictPolicy {
  /** Refuse with a {@code CONFLICT}. */
  REJECT,
  /**
   * Store the request as a run with the status {@code queued}, which starts when the runs before it
   * in its session have ended, in whichever process that is noticed.
   */
  QUEUE
}
