package dev.coda.core.internal.loop;

import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.tool.SignIn;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.RegisteredTool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the calls that were open when a run was cut or paused. A person's decision holds if
 * the tool has not changed since; a call that may have had its effect is repeated only if that does
 * no harm or a person decided it.
 */
final class OpenCallPolicy {
  private static final String UNKNOWN =
      "The call was cut off; whether it had an effect is unknown.";

  private final CallPolicy policy;
  private final int affordableCalls;

  OpenCallPolicy(CallPolicy policy, int affordableCalls) {
    this.policy = policy;
    this.affordableCalls = affordableCalls;
  }

  CheckedCall check(OpenCall call) {
    CheckedCall asNew =
        policy.check(call.asked(), call.resultPart(), call.number() < affordableCalls);
    return asNew.with(verdict(call, asNew));
  }

  private Verdict verdict(OpenCall call, CheckedCall asNew) {
    ApprovalRequired question = call.question();
    OpenCall.Answer answer = call.answer();
    if (question != null && answer == OpenCall.Answer.APPROVED) {
      return approved(question, call.started(), asNew);
    }
    if (question != null && answer != null) {
      return refused(question, answer, call.started());
    }
    return call.started() ? cutOff(asNew) : asNew.verdict();
  }

  private Verdict approved(ApprovalRequired question, boolean started, CheckedCall call) {
    RegisteredTool tool = call.tool();
    List<InputProblem> problems = tool == null ? List.of() : tool.inputProblems(call.input());
    Verdict refusal = policy.refusal(call.asked(), tool, problems);
    if (refusal != null) {
      return started ? Verdict.unknown(UNKNOWN) : refusal;
    }
    if (isTheSame(question, tool)) {
      return Verdict.RUN;
    }
    return Verdict.ask(
        ApprovalRequired.UNKNOWN_OUTCOME.equals(question.reason())
            ? ApprovalRequired.UNKNOWN_OUTCOME
            : ApprovalRequired.TOOL_CHANGED);
  }

  private static Verdict refused(
      ApprovalRequired question, OpenCall.Answer answer, boolean started) {
    if (started) {
      return Verdict.unknown(UNKNOWN);
    }
    boolean isExpired = answer == OpenCall.Answer.EXPIRED;
    SignIn signIn = question.signIn();
    if (signIn != null) {
      return Verdict.refuse(
          FailureKind.TOOL_DENIED,
          "The tool was not run: the user %s to '%s'."
              .formatted(
                  isExpired ? "did not sign in in time" : "declined to sign in", signIn.service()));
    }
    return Verdict.refuse(
        FailureKind.TOOL_DENIED,
        isExpired
            ? "The tool was not run: nobody approved the call in time."
            : "The tool was not run: the user refused this call.");
  }

  private static Verdict cutOff(CheckedCall asNew) {
    RegisteredTool tool = asNew.tool();
    if (tool == null || asNew.refusal() != null) {
      return Verdict.unknown(UNKNOWN);
    }
    return tool.spec().idempotent() ? Verdict.RUN : Verdict.ask(ApprovalRequired.UNKNOWN_OUTCOME);
  }

  /**
   * The question has the input that was shown; one that a person changed was decided on as such.
   */
  private static boolean isTheSame(ApprovalRequired question, @Nullable RegisteredTool tool) {
    return tool != null
        && tool.spec().callFingerprint(question.input()).equals(question.inputHash());
  }
}
