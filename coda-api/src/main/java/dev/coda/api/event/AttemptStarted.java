package dev.coda.api.event;

import org.jspecify.annotations.Nullable;

/**
 * Which model is asked, and at which attempt. Immutable.
 *
 * @param provider the name of the provider
 * @param model the name of the model
 * @param attempt the number of the attempt, from 1
 * @param route what the request asked for, if that was a route; null otherwise
 * @param reason why another attempt is made: the kind of failure of the one before, {@code
 *     breaker_open} where a target was left alone, {@code slow} where one took long; null for the
 *     first
 */
public record AttemptStarted(
    String provider, String model, int attempt, @Nullable String route, @Nullable String reason)
    implements EventPayload {

  /**
   * A first attempt, at a model that was asked for itself.
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
