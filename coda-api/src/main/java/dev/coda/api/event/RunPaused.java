package dev.coda.api.event;

import java.util.List;

/**
 * The run waits for people. Immutable.
 *
 * @param interrupts the decisions that the run waits for
 */
public record RunPaused(List<Interrupt> interrupts) implements EventPayload {

  /** Copies the list. */
  public RunPaused {
    interrupts = List.copyOf(interrupts);
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_PAUSED;
  }
}
