package dev.coda.core.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.DecidedException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.error.ToolException;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.internal.loop.OpenCall;
import dev.coda.core.internal.loop.RunReplay;
import dev.coda.core.tools.CleanJson;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.RegisteredTool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Receives people's decisions on waiting runs of any process, and resumes a run here after its last
 * decision. Thread-safe.
 */
final class Approvals {
  private static final int ATTEMPTS = 8;

  private final AgentParts parts;
  private final RunStore store;
  private final RunKeeper keeper;
  private final ClaimedRuns claimed;
  private final RunResumer resumer;

  Approvals(AgentParts parts, RunKeeper keeper, ClaimedRuns claimed, RunResumer resumer) {
    this.parts = parts;
    this.store = parts.stores().runs();
    this.keeper = keeper;
    this.claimed = claimed;
    this.resumer = resumer;
  }

  /** Receives a decision; see {@link dev.coda.api.agent.Run#decide}. */
  void decide(UserId user, RunId id, ApprovalDecision decision) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      requireWaiting(user, id, decision.callId());
      RunReplay replay = claimed.read(id);
      OpenCall call = waiting(replay, decision.callId());
      ApprovalDecision exact = exact(decision, call);
      Optional<RunRecord> run = store.claimWaiting(user, id, keeper.owner(), keeper.leaseEnd());
      if (run.isPresent()
          && run.get().lastSeq() == replay.projection().lastSeq()
          && take(HeldRun.claimed(run.get(), replay), exact)) {
        remember(user, exact, call);
        return;
      }
      // Somebody else decided at the same moment: what is left is looked at again.
      pause();
    }
    throw new StoreException(
        FailureKind.CONFLICT, "Others are deciding on run %s. Try again.".formatted(id));
  }

  /** Ends a run if it waits; one that another process has meanwhile is that one's to end. */
  void cancel(UserId user, RunId id) {
    Optional<RunRecord> run = store.claimWaiting(user, id, keeper.owner(), keeper.leaseEnd());
    try {
      run.ifPresent(resumer::cancel);
    } catch (StoreException e) {
      if (e.kind() != FailureKind.FENCED) {
        throw e;
      }
    }
  }

  /** Returns false if another process was quicker. */
  private boolean take(HeldRun run, ApprovalDecision decision) {
    RunResumed resumed = new RunResumed(List.of(decision), null);
    List<OpenCall> rest =
        run.replay().point().open().stream()
            .filter(call -> call.waits() && !call.id().equals(decision.callId()))
            .toList();
    try {
      if (rest.isEmpty()) {
        resumer.resume(run, resumed);
      } else {
        List<Interrupt> left = rest.stream().map(Approvals::interrupt).toList();
        claimed.commit(run, List.of(resumed, new RunPaused(left)));
        Instant expiry =
            rest.stream()
                .map(call -> question(call).expiresAt())
                .min(Instant::compareTo)
                .orElseThrow();
        claimed.park(run, expiry);
      }
      return true;
    } catch (StoreException e) {
      if (e.kind() == FailureKind.FENCED) {
        return false;
      }
      throw e;
    }
  }

  private void requireWaiting(UserId user, RunId id, CallId call) {
    RunRecord run =
        store
            .find(user, id)
            .orElseThrow(() ->
                new StoreException(FailureKind.NOT_FOUND, "There is no run %s.".formatted(id)));
    if (run.status() != RunStatus.PAUSED) {
      throw late(id, call);
    }
  }

  /** Returns why a decision comes too late, with the one that holds if its log can be read. */
  private CodaException late(RunId id, CallId call) {
    try {
      return claimed
          .read(id)
          .decision(call)
          .map(held -> decided(call, held))
          .orElseGet(() -> notWaiting(id));
    } catch (StoreException e) {
      if (e.kind() == FailureKind.RUN_TOO_LARGE) {
        return notWaiting(id);
      }
      throw e;
    }
  }

  private static CodaException decided(CallId call, ApprovalDecision.Verdict held) {
    boolean approved = held == ApprovalDecision.Verdict.APPROVE;
    return new DecidedException(
        "Call %s was %s before, which holds.".formatted(call, approved ? "approved" : "denied"),
        approved);
  }

  private OpenCall waiting(RunReplay replay, CallId id) {
    if (replay.projection().toolCalls().stream().noneMatch(call -> call.id().equals(id))) {
      throw new StoreException(FailureKind.NOT_FOUND, "The run has no tool call %s.".formatted(id));
    }
    OpenCall call =
        replay.point().open().stream()
            .filter(open -> open.waits() && open.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                replay
                    .decision(id)
                    .map(held -> decided(id, held))
                    .orElseGet(() ->
                        new StoreException(
                            FailureKind.CONFLICT, "Call %s waits for no decision.".formatted(id))));
    if (!parts.services().clock().instant().isBefore(question(call).expiresAt())) {
      throw new StoreException(
          FailureKind.CONFLICT, "The time to decide on call %s is over.".formatted(id));
    }
    return call;
  }

  /** Cleans and checks arguments that a person changed; a refusal has none. */
  private ApprovalDecision exact(ApprovalDecision decision, OpenCall call) {
    JsonNode input = decision.input();
    if (input == null || decision.decision() == ApprovalDecision.Verdict.DENY) {
      return new ApprovalDecision(
          decision.callId(), decision.decision(), null, decision.remember());
    }
    JsonNode given = CleanJson.given(input);
    RegisteredTool.ReadInput read =
        tool(call)
            .map(tool -> tool.read(given))
            .orElseGet(() -> new RegisteredTool.ReadInput(given, List.of()));
    if (!read.problems().isEmpty()) {
      throw new ToolException(
          FailureKind.TOOL_INPUT_INVALID, InputProblem.sentence(read.problems()));
    }
    return new ApprovalDecision(
        decision.callId(), decision.decision(), read.input(), decision.remember());
  }

  /**
   * A decision that an interrupted call may run again, or a sign-in of its user, does not apply to
   * the next call.
   */
  private void remember(UserId user, ApprovalDecision decision, OpenCall call) {
    ApprovalRequired question = question(call);
    boolean aboutThisCall =
        ApprovalRequired.UNKNOWN_OUTCOME.equals(question.reason()) || question.signIn() != null;
    if (!Boolean.TRUE.equals(decision.remember()) || aboutThisCall) {
      return;
    }
    ToolPermission permission =
        decision.decision() == ApprovalDecision.Verdict.APPROVE
            ? ToolPermission.ALLOW
            : ToolPermission.DENY;
    ToolSetting setting =
        new ToolSetting(
            call.toolName(),
            permission,
            tool(call).map(RegisteredTool::spec).map(ToolSpec::fingerprint).orElse(null));
    parts.stores().toolPermissions().put(user, setting);
  }

  private Optional<RegisteredTool> tool(OpenCall call) {
    return parts.tools().find(call.toolName());
  }

  private static Interrupt interrupt(OpenCall call) {
    ApprovalRequired question = question(call);
    return new Interrupt(
        question.callId(),
        question.toolName(),
        Objects.requireNonNullElse(question.reason(), ApprovalRequired.APPROVAL));
  }

  private static ApprovalRequired question(OpenCall call) {
    return Objects.requireNonNull(call.question(), "a call that waits has a question");
  }

  private static CodaException notWaiting(RunId id) {
    return new StoreException(FailureKind.CONFLICT, "Run %s waits for no decision.".formatted(id));
  }

  private void pause() {
    try {
      parts.services().clock().sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(5, 40)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
