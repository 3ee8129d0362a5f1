package dev.coda.core.internal.loop;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import org.jspecify.annotations.Nullable;

/**
 * The decision on a tool call: it runs, it gets an answer without running, a person decides, or the
 * client makes it. Immutable.
 *
 * @param refusal the result that the model receives instead; null unless the call must not run
 * @param question why a person has to decide; null unless one has to
 * @param outcomeUnknown whether the call may have had its effect before it was cut off
 * @param isLeftToClient whether the client makes the call, once the run has ended
 */
record Verdict(
    @Nullable ToolResult refusal,
    @Nullable String question,
    boolean outcomeUnknown,
    boolean isLeftToClient) {
  static final Verdict RUN = new Verdict(null, null, false, false);
  static final Verdict LEAVE = new Verdict(null, null, false, true);

  static Verdict refuse(FailureKind kind, String message) {
    return new Verdict(ToolResult.error(kind, message), null, false, false);
  }

  static Verdict ask(String reason) {
    return new Verdict(null, reason, false, false);
  }

  static Verdict unknown(String message) {
    return new Verdict(ToolResult.error(FailureKind.TOOL_FAILED, message), null, true, false);
  }

  boolean runs() {
    return refusal == null && question == null && !isLeftToClient;
  }
}
