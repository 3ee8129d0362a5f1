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
   * @return the permit, which is closed when the run ends
   * @throws AdmissionException if it must not start now
   */
  Permit admit(UserId user, @Nullable String key);

  /**
   * Counts a run that continues after a decision or a takeover. It is never refused.
   *
   * @param user on whose behalf the run is
   * @return the permit, which is closed when the run ends
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

  /** The permission of one run to be active in this process. Thread-safe. */
  interface Permit extends AutoCloseable {
    /**
     * Reserves the expected use of a new run, before the run is stored. Not called for a run that
     * is resumed. May block.
     *
     * @param run the id that the run will have; if the permit is closed without {@link #begun}, the
     *     run may not have been stored
     * @param model the requested model
     * @param inputTokens estimates the tokens of the first call's prompt, which takes time
     * @return limits that hold in addition to those of the request
     * @throws AdmissionException if the run must not start
     */
    default RunLimits reserve(RunId run, ModelInfo model, LongSupplier inputTokens) {
      return RunLimits.defaults();
    }

    /** Called when the run calls its model: from now on it mostly waits for models and tools. */
    default void begun() {}

    /** Releases the permit. A second call has no effect. */
    @Override
    void close();
  }
}
