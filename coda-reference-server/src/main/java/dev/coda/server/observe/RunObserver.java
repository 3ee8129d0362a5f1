package dev.coda.server.observe;

import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;

/**
 * Receives notifications when this process stores something of a run. Called on the threads of
 * runs, so it must not block. A run that another process abandoned is not reported as started.
 * Thread-safe.
 */
public interface RunObserver {
  /** Called when a run starts, at once or after it has waited for its turn. */
  default void started(RunRecord run) {}

  /** Called when a commit is stored, including the commit that starts a run. */
  void committed(RunCommit commit);
}
