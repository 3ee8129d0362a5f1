package dev.coda.api.agent;

/** Says what to do when another run is active on the branch. Immutable. */
public enum ConflictPolicy {
  /** Refuse with a {@code CONFLICT}. */
  REJECT,
  /** Wait until the other run has ended. */
  QUEUE
}
