package dev.coda.api.cancel;

/** The reason why a run is to stop. Immutable. */
public enum CancelReason {
  /** A person or a program asked for it. */
  REQUESTED,
  /** The run's time limit passed. */
  DEADLINE,
  /** The process is going down, and the run ends with it. */
  SHUTDOWN,
  /** The process is going down, and another one resumes the run. */
  HANDED_OVER,
  /**
   * The run is no longer this process's to write: another has it, or the store stayed unavailable.
   */
  LEASE_LOST
}
