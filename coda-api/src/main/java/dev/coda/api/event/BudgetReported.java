package dev.coda.api.event;

/**
 * What is left of a limit. Immutable.
 *
 * @param scope such as {@code steps}, {@code tool_calls}, {@code cost}
 * @param left how much is left
 */
public record BudgetReported(String scope, String left) implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.BUDGET;
  }
}
