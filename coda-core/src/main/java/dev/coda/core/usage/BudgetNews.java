package dev.coda.core.usage;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.budget.Budget;
import dev.coda.api.event.BudgetReported;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what viewers should hear of a budget, once each. Confined to its ledger's lock. */
final class BudgetNews {
  private static final BigDecimal NEARLY_ALL = new BigDecimal("0.8");

  /** How much of a limit viewers have been told is used. */
  private enum Told {
    NOTHING,
    LIMIT,
    NEARLY_USED,
    USED
  }

  private static final RunLimits USUAL = RunLimits.defaults();

  private final RunLimits limits;
  private final Map<BudgetScope, Told> told = new EnumMap<>(BudgetScope.class);

  BudgetNews(RunLimits limits) {
    this.limits = limits;
    for (BudgetScope scope : BudgetScope.values()) {
      boolean asUsual = same(limit(limits, scope), limit(USUAL, scope));
      told.put(scope, asUsual ? Told.LIMIT : Told.NOTHING);
    }
  }

  List<BudgetReported> since(Budget left) {
    List<BudgetReported> news = new ArrayList<>();
    for (BudgetScope scope : BudgetScope.values()) {
      BigDecimal limit = limit(limits, scope);
      BigDecimal rest = left(left, scope);
      if (limit != null && rest != null) {
        Told now = level(limit, rest.max(BigDecimal.ZERO));
        if (now.compareTo(told.getOrDefault(scope, Told.NOTHING)) > 0) {
          told.put(scope, now);
          String shown = rest.max(BigDecimal.ZERO).stripTrailingZeros().toPlainString();
          news.add(new BudgetReported(scope.wireName(), shown));
        }
      }
    }
    return news;
  }

  private static Told level(BigDecimal limit, BigDecimal rest) {
    if (rest.signum() == 0) {
      return Told.USED;
    }
    return used(limit, rest).compareTo(NEARLY_ALL) >= 0 ? Told.NEARLY_USED : Told.LIMIT;
  }

  /** A share of 1. */
  private static BigDecimal used(BigDecimal limit, BigDecimal rest) {
    return limit.subtract(rest).divide(limit, MathContext.DECIMAL64);
  }

  private static @Nullable BigDecimal limit(RunLimits limits, BudgetScope scope) {
    return switch (scope) {
      case STEPS -> BigDecimal.valueOf(limits.maxSteps());
      case TOOL_CALLS -> BigDecimal.valueOf(limits.maxToolCalls());
      case TOKENS ->
          limits.maxTokens().isEmpty() ? null : BigDecimal.valueOf(limits.maxTokens().getAsLong());
      case COST -> limits.maxCostUsd().orElse(null);
      case TIME -> seconds(limits.timeout());
    };
  }

  private static @Nullable BigDecimal left(Budget left, BudgetScope scope) {
    return switch (scope) {
      case STEPS -> BigDecimal.valueOf(left.steps());
      case TOOL_CALLS -> BigDecimal.valueOf(left.toolCalls());
      case TOKENS -> left.tokens() == null ? null : BigDecimal.valueOf(left.tokens());
      case COST -> left.costUsd();
      case TIME -> seconds(left.time());
    };
  }

  /** Seconds to the millisecond. */
  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3);
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other == null : other != null && one.compareTo(other) == 0;
  }
}
