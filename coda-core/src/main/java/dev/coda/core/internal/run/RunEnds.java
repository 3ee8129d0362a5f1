package dev.coda.core.internal.run;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;

/** Receives that a run has ended in this process. Thread-safe. */
@FunctionalInterface
interface RunEnds {
  /** Reports the end of a run in a session of this user. */
  void ended(UserId user, SessionId session);
}
