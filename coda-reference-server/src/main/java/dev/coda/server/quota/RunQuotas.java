package dev.coda.server.quota;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;

/** Keeps runs within what their users may use. Thread-safe. */
public interface RunQuotas {
  /**
   * Reserves what a run is expected to use. The reservation ends with the run.
   *
   * @param inputTokens the tokens of its first prompt
   * @return limits to what is left, if that is little
   * @throws AdmissionException {@code QUOTA_EXCEEDED} if it is more than what is left
   */
  RunLimits reserve(UserId user, RunId run, ModelInfo model, long inputTokens);

  /** Gives a reservation up whose run was not stored. */
  void release(RunId run);
}
