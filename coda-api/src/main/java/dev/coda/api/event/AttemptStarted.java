package dev.coda.api.event;

import org.jspecify.annotations.Nullable;

/**
 * A model call begins. Immutable.
 *
 * @param provider the name of the provider
 * @param model the name of the model
 * @param attempt the number of the attempt, from 1
 * @param route the requested route; null if a model was requested
 * @param reason the reason for another attempt: the kind of failure of the previous one, {@code
 *     breaker_open} if a target was skipped, {@code slow} if one took long; null for the first
 */
public record AttemptStarted(
    String provider, String model, int attempt, @Nullable String route, @Nullable String reason)
    implements EventPayload {

  /**
   * Creates the event of an attempt with a model that was requested by its name, without a reason.
   *
   * @param provider the name of the provider
   * @param model the name of the model
   * @param attempt the number of the attempt, from 1
   */
  public AttemptStarted(String provider, String model, int attempt) {
    this(provider, model, attempt, null, null);
  }

  @Override
  public EventKind kind() {
    return EventKind.ATTEMPT_STARTED;
  }
}
