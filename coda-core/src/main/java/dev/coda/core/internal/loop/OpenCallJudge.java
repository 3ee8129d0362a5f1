package dev.coda.core.internal.loop;

import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.tool.SignIn;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.RegisteredTool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the calls that were open when a run was cut or paused. What a person decided holds, as
 * long as the tool is the one that they decided on; a call that may have had its effect is not
 * repeated unless that does no harm or a person wants it.
 */
final class OpenCallJudge {
  private static final String UNKNOWN =
      "The call was cut off; whether it had an effect is unknown.";

  private final CallJudge judge;
  private final int affordableCalls;

  OpenCallJudge(CallJudge judge, int affordableCalls) {
    this.judge = judge;
    this.affordableCalls = affordableCalls;
  }

  SelectedCall judge(OpenCall call) {
    SelectedCall asNew =
        judge.judge(call.asked(), call.resultPart(), call.number() < affordableCalls);
    return asNew.judged(verdict(call, asNew));
  }

  private Verdict verdict(OpenCall call, SelectedCall asNew) {
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

  private Verdict approved(ApprovalRequired question, boolean started, SelectedCall call) {
    RegisteredTool tool = call.tool();
    List<InputProblem> problems = tool == null ? List.of() : tool.inputProblems(call.input());
    Verdict obstacle = judge.obstacle(call.asked(), tool, problems);
    if (obstacle != null) {
      return started ? Verdict.unknown(UNKNOWN) : obstacle;
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

  private static Verdict cutOff(SelectedCall asNew) {
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
