package dev.coda.api.event;

/**
 * The rest of a limit. Immutable.
 *
 * @param scope such as {@code steps}, {@code tool_calls}, {@code cost}
 * @param left the rest
 */
public record BudgetReported(String scope, String left) implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.BUDGET;
  }
}
