package dev.coda.server.observe;

import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;

/**
 * Learns what this process stores of runs. Called on the threads of runs, so it must not block. A
 * run that another process abandoned is not reported as started. Thread-safe.
 */
public interface RunObserver {
  /** Notes that a run starts, at once or after it has waited for its turn. */
  default void started(RunRecord run) {}

  /** Notes that a commit is stored, the one that starts a run included. */
  void committed(RunCommit commit);
}
