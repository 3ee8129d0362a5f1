package dev.coda.api.agent;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.Interrupt;
import dev.coda.api.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how a run ended, or what it waits for. Immutable. */
public sealed interface RunOutcome {
  /** The answer is whole. Immutable. */
  record Completed(Message answer) implements RunOutcome {}

  /**
   * The run ended with an error. Immutable.
   *
   * @param answer what was said before; null if nothing was
   */
  record Failed(ErrorInfo error, @Nullable Message answer) implements RunOutcome {}

  /**
   * Somebody stopped the run. Immutable.
   *
   * @param answer what was said before; null if nothing was
   */
  record Cancelled(@Nullable Message answer) implements RunOutcome {}

  /** The run waits for decisions and goes on when it has them. Immutable. */
  record AwaitingApproval(List<Interrupt> interrupts) implements RunOutcome {
    public AwaitingApproval {
      interrupts = List.copyOf(interrupts);
    }
  }
}
