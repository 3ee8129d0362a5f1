package dev.coda.api.event;

import java.util.List;

/**
 * The run waits for people. Immutable.
 *
 * @param interrupts what the run waits for
 */
public record RunPaused(List<Interrupt> interrupts) implements EventPayload {

  /** Checks what it is given, and copies what can change. */
  public RunPaused {
    interrupts = List.copyOf(interrupts);
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_PAUSED;
  }
}
