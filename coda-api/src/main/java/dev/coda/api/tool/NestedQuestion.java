package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question of a run that does a tool's work, or of one further down, as viewers of the calling
 * run see it. A later one with the same run and call replaces the earlier. Immutable.
 *
 * @param runId the run that asks, which takes the decision
 * @param callId the call that the decision is about
 * @param toolName the name of the tool
 * @param input what the tool would run with, not to be modified; null if it is long, or the
 *     question is closed: the log of the run that asks has it
 * @param expiresAt when no answer counts as a no
 * @param reason as in {@link dev.coda.api.event.ApprovalRequired}
 * @param path the calls that lead to the run that asks, the viewed run's own call first
 * @param open false once it was decided, or its run has ended
 * @param signIn where the user signs in; null unless that is what is asked
 */
public record NestedQuestion(
    RunId runId,
    CallId callId,
    String toolName,
    @Nullable JsonNode input,
    Instant expiresAt,
    @Nullable String reason,
    List<Caller> path,
    boolean open,
    @Nullable SignIn signIn) {

  /** Checks what it is given, and copies what can change. */
  public NestedQuestion {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(callId, "callId");
    path = List.copyOf(path);
  }

  /**
   * One call on the way to a run that asks. Immutable.
   *
   * @param runId the run that made the call
   * @param callId the tool call
   * @param toolName the tool that is another agent
   */
  public record Caller(RunId runId, CallId callId, String toolName) {}

  /**
   * {@return the question as viewers of the run see it that made this call}
   *
   * @param caller the call that leads to the run that asks
   */
  public NestedQuestion calledBy(Caller caller) {
    return new NestedQuestion(
        runId,
        callId,
        toolName,
        input,
        expiresAt,
        reason,
        Stream.concat(Stream.of(caller), path.stream()).toList(),
        open,
        signIn);
  }

  /** {@return the question without its input} */
  public NestedQuestion withoutInput() {
    return new NestedQuestion(runId, callId, toolName, null, expiresAt, reason, path, open, signIn);
  }

  /** {@return the question once it no longer asks} */
  public NestedQuestion closed() {
    return new NestedQuestion(runId, callId, toolName, null, expiresAt, reason, path, false, null);
  }
}
