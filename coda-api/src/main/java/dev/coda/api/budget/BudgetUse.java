package dev.coda.api.budget;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The part of its limits that a run has used. Immutable.
 *
 * @param steps model calls
 * @param toolCalls tool calls
 * @param tokens tokens
 * @param costUsd US dollars, as far as prices are known
 * @param time wall time, waiting for people not counted
 */
public record BudgetUse(int steps, int toolCalls, long tokens, BigDecimal costUsd, Duration time) {

  /** Nothing at all. */
  public static final BudgetUse NONE = new BudgetUse(0, 0, 0, BigDecimal.ZERO, Duration.ZERO);

  /** Validates the components. */
  public BudgetUse {
    boolean negative = steps < 0 || toolCalls < 0 || tokens < 0;
    if (negative || costUsd.signum() < 0 || time.isNegative()) {
      throw new IllegalArgumentException("what was used cannot be negative");
    }
  }
}
