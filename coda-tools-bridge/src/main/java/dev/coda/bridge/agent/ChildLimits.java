package dev.coda.bridge.agent;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.tool.ToolContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Computes the limits of an inner run. */
final class ChildLimits {
  private static final int COST_DIGITS = 10;

  /** So that the inner run ends by its own limit, with an answer, before the call is given up. */
  private static final Duration EARLIER = Duration.ofMillis(500);

  private final BigDecimal part;
  private final Budget own;
  private final Clock clock;

  ChildLimits(double part, RunLimits limits, Clock clock) {
    this.part = BigDecimal.valueOf(part);
    this.own =
        new Budget(
            limits.maxSteps(),
            limits.maxToolCalls(),
            limits.maxTokens().isPresent() ? limits.maxTokens().getAsLong() : null,
            limits.maxCostUsd().orElse(null),
            limits.timeout());
    this.clock = clock;
  }

  /** Reserves a part of the outer run's remaining budget, and all of its time. */
  BudgetShare share(ToolContext context) {
    Budget left = context.budget().left();
    Budget wanted =
        new Budget(
            part(left.steps()).intValue(),
            part(left.toolCalls()).intValue(),
            left.tokens() == null ? null : part(left.tokens()).longValue(),
            left.costUsd() == null
                ? null
                : left.costUsd().multiply(part).setScale(COST_DIGITS, RoundingMode.DOWN),
            left.time());
    return context.budget().share(wanted.and(own));
  }

  Budget granted(BudgetShare share, ToolContext context) {
    Budget granted = share.granted().and(own);
    Duration untilDeadline = Duration.between(clock.instant(), context.deadline()).minus(EARLIER);
    return untilDeadline.compareTo(granted.time()) >= 0
        ? granted
        : new Budget(
            granted.steps(),
            granted.toolCalls(),
            granted.tokens(),
            granted.costUsd(),
            untilDeadline);
  }

  /** The first scope that has too little left for a model call. */
  static Optional<String> exhausted(Budget granted) {
    if (granted.steps() < 1) {
      return Optional.of("steps");
    }
    if (granted.tokens() != null && granted.tokens() < 1) {
      return Optional.of("tokens");
    }
    if (granted.costUsd() != null && granted.costUsd().signum() <= 0) {
      return Optional.of("money");
    }
    return granted.time().isNegative() || granted.time().isZero()
        ? Optional.of("time")
        : Optional.empty();
  }

  private BigDecimal part(long all) {
    return BigDecimal.valueOf(all).multiply(part).setScale(0, RoundingMode.CEILING);
  }
}
