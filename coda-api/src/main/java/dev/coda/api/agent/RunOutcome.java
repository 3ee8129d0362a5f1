package dev.coda.api.agent;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.Interrupt;
import dev.coda.api.message.Message;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run ended, or what it waits for. Immutable. */
public sealed interface RunOutcome {
  /**
   * The run ended with an answer. Immutable.
   *
   * @param answer the message that the run wrote
   * @param reason why it ended, such as {@code stop}, {@code length} or {@code budget_exhausted}
   * @param usage tokens of all model calls
   * @param costUsd US dollars of all model calls; null where a price is unknown
   */
  record Completed(Message answer, String reason, Usage usage, @Nullable BigDecimal costUsd)
      implements RunOutcome {}

  /**
   * The run ended with an error. Immutable.
   *
   * @param error why it failed
   * @param answer what was said before; null if nothing was
   */
  record Failed(ErrorInfo error, @Nullable Message answer) implements RunOutcome {}

  /**
   * Somebody stopped the run. Immutable.
   *
   * @param answer what was said before; null if nothing was
   */
  record Cancelled(@Nullable Message answer) implements RunOutcome {}

  /**
   * The run waits for decisions and continues when it has them. Immutable.
   *
   * @param interrupts what the run waits for
   */
  record AwaitingApproval(List<Interrupt> interrupts) implements RunOutcome {
    /** Checks what it is given, and copies what can change. */
    public AwaitingApproval {
      interrupts = List.copyOf(interrupts);
    }
  }
}
