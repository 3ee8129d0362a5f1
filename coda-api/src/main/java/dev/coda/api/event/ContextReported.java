package dev.coda.api.event;

import org.jspecify.annotations.Nullable;

/**
 * Reports how full the context window is. Immutable.
 *
 * @param limit the context window in tokens; null if unknown
 */
public record ContextReported(long tokens, @Nullable Integer limit) implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.CONTEXT;
  }
}
