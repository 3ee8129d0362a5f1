package dev.coda.server.quota;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;

/** Keeps runs within the quotas of their users. Thread-safe. */
public interface RunQuotas {
  /**
   * Reserves the expected use of a run. The reservation ends with the run.
   *
   * @param inputTokens the tokens of its first prompt
   * @return limits to the rest of the quota, if little is left
   * @throws AdmissionException {@code QUOTA_EXCEEDED} if the expected use is more than is left
   */
  RunLimits reserve(UserId user, RunId run, ModelInfo model, long inputTokens);

  /** Releases a reservation whose run was not stored. */
  void release(RunId run);
}
