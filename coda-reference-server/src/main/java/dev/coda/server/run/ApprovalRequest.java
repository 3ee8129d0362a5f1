package dev.coda.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.id.CallId;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a paused run waits for. Immutable.
 *
 * @param input arguments to use instead; null for those that were shown
 * @param remember true to answer the same way for this tool from now on
 */
@Introspected
record ApprovalRequest(
    @NotNull(message = "is required") ApprovalDecision.Verdict decision,
    @Nullable JsonNode input,
    @Nullable Boolean remember) {

  ApprovalDecision of(CallId call) {
    return new ApprovalDecision(call, decision, input, remember);
  }
}
