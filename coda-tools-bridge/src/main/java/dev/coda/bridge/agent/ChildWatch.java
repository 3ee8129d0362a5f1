package dev.coda.bridge.agent;

import dev.coda.api.budget.BudgetUse;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.UsageReported;
import dev.coda.api.id.RunId;
import dev.coda.api.tool.ToolProgress;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports what an inner run does to the outer one, and adds up what it uses. */
final class ChildWatch implements Consumer<RunEvent> {
  private final ToolProgress progress;
  private final RunId run;
  private int steps;
  private int toolCalls;
  private long tokens;
  private BigDecimal costUsd = BigDecimal.ZERO;
  private @Nullable Instant first;
  private @Nullable Instant last;

  ChildWatch(String tool, RunId run, ToolProgress progress) {
    this.run = run;
    this.progress = progress;
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
    } else if (payload instanceof ToolFinished result) {
      progress.nested(
          run,
          "%s: %s".formatted(result.toolName(), result.status().name().toLowerCase(Locale.ROOT)));
    } else if (payload instanceof RunPaused paused) {
      progress.nested(
          run,
          "waits for approval of "
              + paused.interrupts().stream()
                  .map(Interrupt::toolName)
                  .collect(Collectors.joining(", ")));
    }
  }

  BudgetUse used() {
    Duration time =
        first == null || last == null || last.isBefore(first)
            ? Duration.ZERO
            : Duration.between(first, last);
    return new BudgetUse(steps, toolCalls, tokens, costUsd, time);
  }
}
