package dev.coda.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.content.CodaJson;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.tool.SignIn;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that waits for a person's decision. With the last decision the run resumes.
 *
 * <p>Each method that decides throws a {@link dev.coda.api.error.CodaException} if the call is
 * decided already or has expired ({@code CONFLICT}), or if other arguments are given and do not
 * match the tool's schema ({@code TOOL_INPUT_INVALID}). Thread-safe.
 */
public final class Approval {
  private final Run run;
  private final ApprovalRequired request;

  Approval(Run run, ApprovalRequired request) {
    this.run = run;
    this.request = request;
  }

  /** {@return the name of the tool} */
  public String tool() {
    return request.toolName();
  }

  /** {@return the exact arguments of the call; not to be modified} */
  public JsonNode input() {
    return request.input();
  }

  /**
   * {@return the arguments as a record or another type that Jackson reads}
   *
   * @param <T> the type of the value
   * @param type a record of the arguments
   * @throws IllegalArgumentException if they do not fit the type
   */
  public <T> T input(Class<T> type) {
    try {
      return CodaJson.mapper().treeToValue(request.input(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The arguments of %s do not fit %s.".formatted(tool(), type.getName()), e);
    }
  }

  /**
   * {@return the reason for the decision: {@link ApprovalRequired#APPROVAL} or another of its
   * constants}
   */
  public String reason() {
    return Objects.requireNonNullElse(request.reason(), ApprovalRequired.APPROVAL);
  }

  /**
   * {@return the sign-in that the call needs; empty unless this is the reason} Approve the call
   * after the user has signed in.
   */
  public Optional<SignIn> signIn() {
    return Optional.ofNullable(request.signIn());
  }

  /** {@return the time at which the call counts as denied if nobody has decided} */
  public Instant expiresAt() {
    return request.expiresAt();
  }

  /** Lets the tool run with these arguments. */
  public void approve() {
    decide(Verdict.APPROVE, null, null);
  }

  /**
   * Lets the tool run with other arguments.
   *
   * @param input the arguments to use instead
   */
  public void approve(JsonNode input) {
    decide(Verdict.APPROVE, input, null);
  }

  /** Lets the tool run now and, for this user, without an approval from now on. */
  public void approveAlways() {
    decide(Verdict.APPROVE, null, true);
  }

  /** Denies the call: the tool does not run, and the model receives the denial. */
  public void deny() {
    decide(Verdict.DENY, null, null);
  }

  /** Denies the call and, for this user, every later call of this tool. */
  public void denyAlways() {
    decide(Verdict.DENY, null, true);
  }

  private void decide(Verdict verdict, @Nullable JsonNode input, @Nullable Boolean remember) {
    run.decide(new ApprovalDecision(request.callId(), verdict, input, remember));
  }

  @Override
  public String toString() {
    return tool() + request.input();
  }
}
