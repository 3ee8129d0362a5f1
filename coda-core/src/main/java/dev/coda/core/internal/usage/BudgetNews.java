package dev.coda.core.internal.usage;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.event.BudgetReported;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reports of a budget that viewers have not received yet. Each loop reads it several times, so
 * it creates objects only for a report, and decimals only where money is limited. Confined to its
 * ledger's monitor.
 */
final class BudgetNews {
  private static final BigDecimal NEARLY_ALL = new BigDecimal("0.8");

  /** The share of a limit, as one in this number, that is left when it is nearly used. */
  private static final int NEARLY_USED_PART = 5;

  private static final int MILLI_DIGITS = 3;

  /** What viewers know of a limit. */
  private enum Told {
    NOTHING,
    LIMIT,
    NEARLY_USED,
    USED
  }

  private static final RunLimits USUAL = RunLimits.defaults();
  private static final long USUAL_MILLIS = USUAL.timeout().toMillis();

  private final RunLimits limits;
  private final long limitMillis;

  /** What was reported; made for the first report, since most runs end before there is one. */
  private @Nullable Map<BudgetScope, Told> told;

  BudgetNews(RunLimits limits) {
    this.limits = limits;
    this.limitMillis = limits.timeout().toMillis();
  }

  /**
   * Returns what is new, given what is left. Nothing left is never negative.
   *
   * @param tokens ignored if tokens are not limited
   * @param costUsd null if money is not limited
   */
  List<BudgetReported> since(
      int steps, int toolCalls, long tokens, @Nullable BigDecimal costUsd, long millis) {
    List<BudgetReported> news = List.of();
    news = add(news, BudgetScope.STEPS, limits.maxSteps(), steps, 0);
    news = add(news, BudgetScope.TOOL_CALLS, limits.maxToolCalls(), toolCalls, 0);
    if (limits.maxTokens().isPresent()) {
      news = add(news, BudgetScope.TOKENS, limits.maxTokens().getAsLong(), tokens, 0);
    }
    if (costUsd != null && limits.maxCostUsd().isPresent()) {
      Told now = level(limits.maxCostUsd().get(), costUsd);
      news = isNew(BudgetScope.COST, now) ? with(news, BudgetScope.COST, costUsd) : news;
    }
    return add(news, BudgetScope.TIME, limitMillis, millis, MILLI_DIGITS);
  }

  private List<BudgetReported> add(
      List<BudgetReported> news, BudgetScope scope, long limit, long left, int digits) {
    return isNew(scope, level(limit, left))
        ? with(news, scope, BigDecimal.valueOf(left, digits))
        : news;
  }

  private static List<BudgetReported> with(
      List<BudgetReported> news, BudgetScope scope, BigDecimal left) {
    List<BudgetReported> all = news.isEmpty() ? new ArrayList<>() : news;
    all.add(new BudgetReported(scope.wireName(), left.stripTrailingZeros().toPlainString()));
    return all;
  }

  private boolean isNew(BudgetScope scope, Told now) {
    Told before = told == null ? null : told.get(scope);
    if (before == null) {
      before = isUsual(scope) ? Told.LIMIT : Told.NOTHING;
    }
    if (now.compareTo(before) <= 0) {
      return false;
    }
    if (told == null) {
      told = new EnumMap<>(BudgetScope.class);
    }
    told.put(scope, now);
    return true;
  }

  /** A limit that all runs have is not worth a report. */
  private boolean isUsual(BudgetScope scope) {
    return switch (scope) {
      case STEPS -> limits.maxSteps() == USUAL.maxSteps();
      case TOOL_CALLS -> limits.maxToolCalls() == USUAL.maxToolCalls();
      case TOKENS -> limits.maxTokens().isEmpty();
      case COST -> limits.maxCostUsd().isEmpty();
      case TIME -> limitMillis == USUAL_MILLIS;
    };
  }

  private static Told level(long limit, long left) {
    if (left == 0) {
      return Told.USED;
    }
    return left <= limit / NEARLY_USED_PART ? Told.NEARLY_USED : Told.LIMIT;
  }

  private static Told level(BigDecimal limit, BigDecimal left) {
    if (left.signum() == 0) {
      return Told.USED;
    }
    BigDecimal used = limit.subtract(left).divide(limit, MathContext.DECIMAL64);
    return used.compareTo(NEARLY_ALL) >= 0 ? Told.NEARLY_USED : Told.LIMIT;
  }
}
