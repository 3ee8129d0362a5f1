package dev.coda.api.budget;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a run's limits, or a part of it. Immutable.
 *
 * @param steps model calls
 * @param toolCalls tool calls
 * @param tokens null if they are not limited
 * @param costUsd US dollars; null if they are not limited
 * @param time wall time
 */
public record Budget(
    int steps, int toolCalls, @Nullable Long tokens, @Nullable BigDecimal costUsd, Duration time) {
  private static final Duration EVER = Duration.ofDays(365_000);

  /** No limit at all. */
  public static final Budget UNLIMITED =
      new Budget(Integer.MAX_VALUE, Integer.MAX_VALUE, null, null, EVER);

  /**
   * {@return the smaller of both budgets in each scope}
   *
   * @param other the limits that hold as well
   */
  public Budget and(Budget other) {
    return new Budget(
        Math.min(steps, other.steps),
        Math.min(toolCalls, other.toolCalls),
        least(tokens, other.tokens),
        least(costUsd, other.costUsd),
        time.compareTo(other.time) <= 0 ? time : other.time);
  }

  private static <T extends Comparable<T>> @Nullable T least(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }
}
