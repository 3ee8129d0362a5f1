package dev.coda.bridge.agent;

import dev.coda.api.budget.BudgetUse;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.event.UsageReported;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.tool.NestedQuestion;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolProgress;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of an inner run, and the questions of it and those below it, to the outer
 * run, and adds up its usage. Confined to one thread at a time.
 */
final class ChildWatch implements Consumer<RunEvent> {
  private final ToolProgress progress;
  private final RunId run;
  private final NestedQuestion.Caller caller;
  private final Map<CallId, NestedQuestion> open = new LinkedHashMap<>();
  private int steps;
  private int toolCalls;
  private long tokens;
  private BigDecimal costUsd = BigDecimal.ZERO;
  private @Nullable Instant first;
  private @Nullable Instant last;

  ChildWatch(String tool, RunId run, ToolContext context) {
    this.progress = context.progress();
    this.run = run;
    this.caller = new NestedQuestion.Caller(context.runId(), context.callId(), tool);
    progress.nested(run, tool + " works on it");
  }

  @Override
  public void accept(RunEvent event) {
    first = first == null ? event.ts() : first;
    last = event.ts();
    EventPayload payload = event.payload();
    if (payload instanceof UsageReported usage) {
      steps++;
      tokens += usage.tokens().total();
      costUsd = usage.costUsd() == null ? costUsd : costUsd.add(usage.costUsd());
    } else if (payload instanceof ToolCallRequested call) {
      toolCalls++;
      progress.nested(run, "calls " + call.toolName());
    } else if (payload instanceof ToolProgressed below && below.question() != null) {
      forward(below.message(), below.question());
    } else if (payload instanceof ApprovalRequired asked) {
      ask(asked);
    } else if (payload instanceof RunResumed resumed && resumed.decisions() != null) {
      resumed.decisions().forEach(this::decided);
    } else if (payload instanceof ToolFinished result) {
      close(result.callId(), "is no longer asked about " + result.toolName());
      progress.nested(
          run,
          "%s: %s".formatted(result.toolName(), result.status().name().toLowerCase(Locale.ROOT)));
    } else if (payload instanceof RunFinished) {
      List.copyOf(open.keySet()).forEach(call -> close(call, "has ended"));
    }
  }

  BudgetUse used() {
    Duration time =
        first == null || last == null || last.isBefore(first)
            ? Duration.ZERO
            : Duration.between(first, last);
    return new BudgetUse(steps, toolCalls, tokens, costUsd, time);
  }

  private void ask(ApprovalRequired asked) {
    NestedQuestion question =
        new NestedQuestion(
            run,
            asked.callId(),
            asked.toolName(),
            asked.input(),
            asked.expiresAt(),
            asked.reason(),
            List.of(caller),
            true,
            asked.signIn());
    open.put(asked.callId(), question);
    progress.asks(run, words(asked), question);
  }

  private static String words(ApprovalRequired asked) {
    if (asked.signIn() != null) {
      return asked.toolName() + " needs a sign-in to " + asked.signIn().service();
    }
    return ApprovalRequired.ELICITATION.equals(asked.reason())
        ? asked.toolName() + " asks something"
        : "waits for approval of " + asked.toolName();
  }

  private void forward(String message, NestedQuestion below) {
    NestedQuestion question = below.calledBy(caller);
    if (question.open()) {
      open.put(question.callId(), question);
    } else {
      open.remove(question.callId());
    }
    progress.asks(run, message, question);
  }

  private void decided(ApprovalDecision decision) {
    close(
        decision.callId(),
        decision.decision() == ApprovalDecision.Verdict.APPROVE ? "was approved" : "was denied");
  }

  private void close(CallId call, String message) {
    NestedQuestion question = open.remove(call);
    if (question != null) {
      progress.asks(run, question.toolName() + " " + message, question.closed());
    }
  }
}
