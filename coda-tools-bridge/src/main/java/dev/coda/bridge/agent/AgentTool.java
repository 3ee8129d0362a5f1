package dev.coda.bridge.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentBackedTool;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.SessionStore;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.util.Optional;

/**
 * An agent that another agent calls as a tool.
 *
 * <p>Each call is a run of the inner agent in its own session, whose id is the call's. The log of
 * the outer run contains the id of the inner run, its progress, and its questions to the user. The
 * inner run uses a share of the outer run's budget. Cancelling the outer run cancels the inner one.
 * Thread-safe.
 */
public final class AgentTool implements AgentBackedTool {
  private final ToolSpec spec;
  private final Agent agent;
  private final ChildSessions sessions;
  private final ChildLimits limits;
  private final int maxDepth;

  AgentTool(AgentToolBuilder builder) {
    this.spec = builder.spec();
    this.agent = builder.agent;
    this.sessions = new ChildSessions(builder.sessions, builder.clock);
    this.limits = new ChildLimits(builder.share, builder.limits, builder.clock);
    this.maxDepth = builder.maxDepth;
  }

  /**
   * Starts the description of an agent as a tool. The caller closes the agent.
   *
   * @param name the name by which models call it
   * @param agent the agent
   * @param sessions the store of sessions that the inner agent uses
   * @return a builder with the defaults
   */
  public static AgentToolBuilder builder(String name, Agent agent, SessionStore sessions) {
    return new AgentToolBuilder(name, agent, sessions);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public Agent agent() {
    return agent;
  }

  @Override
  public ToolResult execute(JsonNode input, ToolContext context) throws InterruptedException {
    int depth = sessions.depth(context) + 1;
    if (depth > maxDepth) {
      return ToolResult.error(
          FailureKind.TOOL_DENIED,
          "Agents already call one another %d deep; do this yourself.".formatted(maxDepth));
    }
    try (BudgetShare share = limits.share(context)) {
      Budget granted = limits.granted(share, context);
      Optional<String> spent = ChildLimits.exhausted(granted);
      if (spent.isPresent()) {
        return ToolResult.error(
            FailureKind.BUDGET_EXHAUSTED,
            "The run has no %s left for another agent; do this yourself.".formatted(spent.get()));
      }
      String task = input.path("task").asText();
      SessionId session = sessions.open(spec.name(), task, depth, context);
      return ask(request(session, task, granted, context), share, context);
    }
  }

  /** A run that another process resumes makes this call again, and finds the inner run. */
  private static boolean isResumedElsewhere(ToolContext context) {
    return context
        .cancelSignal()
        .reason()
        .filter(why -> why == CancelReason.HANDED_OVER || why == CancelReason.LEASE_LOST)
        .isPresent();
  }

  private static void stop(Run run, ToolContext context) {
    if (!isResumedElsewhere(context)) {
      run.cancel();
    }
  }

  private static RunRequest request(
      SessionId session, String task, Budget granted, ToolContext context) {
    return RunRequest.builder(session)
        .userId(context.userId())
        .text(task)
        .limits(RunLimits.within(granted))
        // A call that is repeated after a crash finds the run of its first attempt.
        .idempotencyKey("agent-tool-" + context.idempotencyKey())
        .build();
  }

  private ToolResult ask(RunRequest request, BudgetShare share, ToolContext context)
      throws InterruptedException {
    try (Run run = agent.start(request);
        CancelSignal.Registration cancel =
            context.cancelSignal().onCancel(() -> stop(run, context))) {
      ChildWatch watch = new ChildWatch(spec.name(), run.id(), context);
      try {
        // This waits through pauses: a person can decide the questions of the other agent.
        run.events(0).forEachRemaining(watch);
        RunOutcome outcome = run.outcome();
        share.settle(watch.used());
        return result(outcome);
      } catch (InterruptedException e) {
        stop(run, context);
        share.settle(watch.used());
        throw e;
      }
    }
  }

  private ToolResult result(RunOutcome outcome) {
    if (outcome instanceof RunOutcome.Completed completed) {
      return ToolResult.text(completed.answer().text());
    }
    if (outcome instanceof RunOutcome.Failed failed) {
      return ToolResult.error(
          FailureKind.TOOL_FAILED,
          "%s gave up: %s".formatted(spec.name(), failed.error().message()),
          failed.error().code());
    }
    return ToolResult.error(FailureKind.CANCELLED, spec.name() + " was stopped.");
  }
}
