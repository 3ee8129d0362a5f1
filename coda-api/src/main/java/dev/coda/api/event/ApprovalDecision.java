package dev.coda.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.CallId;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to {@link ApprovalRequired}. Immutable.
 *
 * @param callId the tool call
 * @param decision the decision
 * @param input arguments to use instead, null for those that were shown; or the answer to a tool's
 *     question
 * @param remember true to answer the same way for this tool from now on; null for no
 */
public record ApprovalDecision(
    CallId callId, Verdict decision, @Nullable JsonNode input, @Nullable Boolean remember) {

  /** Yes or no. Immutable. */
  public enum Verdict {
    /** The tool runs. */
    @JsonProperty("approve")
    APPROVE,
    /** The tool does not run. */
    @JsonProperty("deny")
    DENY
  }
}
