package dev.coda.api.event;

/** Says which model is asked, for the how-manieth time. Immutable. */
public record AttemptStarted(String provider, String model, int attempt) implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.ATTEMPT_STARTED;
  }
}
