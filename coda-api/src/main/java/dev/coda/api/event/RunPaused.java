package dev.coda.api.event;

import java.util.List;

/** Says that the run waits for people. Immutable. */
public record RunPaused(List<Interrupt> interrupts) implements EventPayload {

  public RunPaused {
    interrupts = List.copyOf(interrupts);
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_PAUSED;
  }
}
