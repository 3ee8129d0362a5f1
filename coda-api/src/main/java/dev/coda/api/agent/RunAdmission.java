package dev.coda.api.agent;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a new run may start in this process, and counts the active ones. A run that waits
 * for people is not active. Called on the threads of callers, so it must not block, except in
 * {@link Permit#reserve}. Thread-safe.
 */
public interface RunAdmission {
  /**
   * Admits a new run, before anything of it is stored.
   *
   * @param user on whose behalf the run is
   * @param key the request's idempotency key; runs of one user with the same key are one run
   * @return what gives the place back at the end
   * @throws AdmissionException if it must not start now
   */
  Permit admit(UserId user, @Nullable String key);

  /**
   * Counts a run that continues after a decision or a takeover. It is never refused.
   *
   * @param user on whose behalf the run is
   * @return what gives the place back at the end
   */
  Permit resume(UserId user);

  /**
   * Admits every run.
   *
   * @return the admission
   */
  static RunAdmission unlimited() {
    return new RunAdmission() {
      @Override
      public Permit admit(UserId user, @Nullable String key) {
        return () -> {};
      }

      @Override
      public Permit resume(UserId user) {
        return () -> {};
      }
    };
  }

  /** The place of one run. Thread-safe. */
  interface Permit extends AutoCloseable {
    /**
     * Reserves what a new run is expected to use, before anything of it is stored. Not called for a
     * run that is resumed. May block.
     *
     * @param run its id, if it is stored then; a permit that is closed without {@link #begun} may
     *     belong to a run that never was
     * @param model the model that was asked for
     * @param inputTokens estimates the tokens of the first call's prompt, which takes time
     * @return limits that hold besides those of the request
     * @throws AdmissionException if the run must not start
     */
    default RunLimits reserve(RunId run, ModelInfo model, LongSupplier inputTokens) {
      return RunLimits.defaults();
    }

    /** Notes that the run calls its model: from now on it mostly waits for others. */
    default void begun() {}

    /** Gives the place back. Has no effect the second time. */
    @Override
    void close();
  }
}
