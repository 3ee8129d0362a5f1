package dev.coda.api.agent;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.Interrupt;
import dev.coda.api.message.Message;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a run, or the decisions that it waits for. Immutable. */
public sealed interface RunOutcome {
  /**
   * The run ended with an answer. Immutable.
   *
   * @param answer the message that the run wrote
   * @param reason the reason for its end, such as {@code stop}, {@code length} or {@code
   *     budget_exhausted}
   * @param usage tokens of all model calls
   * @param costUsd US dollars of all model calls; null if a price is unknown
   */
  record Completed(Message answer, String reason, Usage usage, @Nullable BigDecimal costUsd)
      implements RunOutcome {}

  /**
   * The run ended with an error. Immutable.
   *
   * @param error the reason for its failure
   * @param answer the answer so far; null if there is none
   */
  record Failed(ErrorInfo error, @Nullable Message answer) implements RunOutcome {}

  /**
   * Somebody stopped the run. Immutable.
   *
   * @param answer the answer so far; null if there is none
   */
  record Cancelled(@Nullable Message answer) implements RunOutcome {}

  /**
   * The run waits for decisions and continues when it has them. Immutable.
   *
   * @param interrupts the decisions that the run waits for
   */
  record AwaitingApproval(List<Interrupt> interrupts) implements RunOutcome {
    /** Copies the list. */
    public AwaitingApproval {
      interrupts = List.copyOf(interrupts);
    }
  }
}
