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
 * A question that viewers of a run see although another run asks it: the run that does the work of
 * one of its tools, or one that this run has called. A later question with the same run and call
 * replaces the earlier one. Immutable.
 *
 * @param runId the run that asks, which receives the decision
 * @param callId the call that the decision is about
 * @param toolName the name of the tool
 * @param input the input of the tool, not to be modified; null if it is long, or the question is
 *     closed: the log of the run that asks has it
 * @param expiresAt the time at which a missing answer counts as a refusal
 * @param reason as in {@link dev.coda.api.event.ApprovalRequired}
 * @param path the calls that lead to the run that asks, the viewed run's own call first
 * @param open false once it was decided, or its run has ended
 * @param signIn the sign-in of the user; null unless the question is to sign in
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

  /** Validates the components and copies the list. */
  public NestedQuestion {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(callId, "callId");
    path = List.copyOf(path);
  }

  /**
   * One call on the path to a run that asks. Immutable.
   *
   * @param runId the run that made the call
   * @param callId the tool call
   * @param toolName the tool that is another agent
   */
  public record Caller(RunId runId, CallId callId, String toolName) {}

  /**
   * {@return the question as the viewers of the run that made this call see it}
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

  /** {@return the question with {@link #open()} false} */
  public NestedQuestion closed() {
    return new NestedQuestion(runId, callId, toolName, null, expiresAt, reason, path, false, null);
  }
}
