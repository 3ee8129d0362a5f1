package dev.coda.server.admission;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.UserId;

/** Decides whether a user may start a run at present. It must not block. Thread-safe. */
public interface StartCheck {
  /**
   * Checks a user who wants to start a run.
   *
   * @throws AdmissionException if they must wait
   */
  void check(UserId user);
}
