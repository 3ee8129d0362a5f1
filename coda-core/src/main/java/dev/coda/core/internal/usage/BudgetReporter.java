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
 * it creates objects only for a report, and decimals only if money is limited. Confined to its
 * ledger's monitor.
 */
final class BudgetReporter {
  private static final BigDecimal NEARLY_ALL = new BigDecimal("0.8");

  /** A limit is nearly used when one part in this number is left. */
  private static final int NEARLY_USED_PART = 5;

  private static final int MILLI_DIGITS = 3;

  /** What viewers have received about a limit. */
  private enum Reported {
    NOTHING,
    LIMIT,
    NEARLY_USED,
    USED
  }

  private static final RunLimits USUAL = RunLimits.defaults();
  private static final long USUAL_MILLIS = USUAL.timeout().toMillis();

  private final RunLimits limits;
  private final long limitMillis;

  /** What was reported, created for the first report, since most runs end before there is one. */
  private @Nullable Map<BudgetScope, Reported> reported;

  BudgetReporter(RunLimits limits) {
    this.limits = limits;
    this.limitMillis = limits.timeout().toMillis();
  }

  /**
   * Returns the reports that are new, given the rest of each limit, which is never negative.
   *
   * @param tokens ignored if tokens are not limited
   * @param costUsd null if money is not limited
   */
  List<BudgetReported> newReports(
      int steps, int toolCalls, long tokens, @Nullable BigDecimal costUsd, long millis) {
    List<BudgetReported> reports = List.of();
    reports = add(reports, BudgetScope.STEPS, limits.maxSteps(), steps, 0);
    reports = add(reports, BudgetScope.TOOL_CALLS, limits.maxToolCalls(), toolCalls, 0);
    if (limits.maxTokens().isPresent()) {
      reports = add(reports, BudgetScope.TOKENS, limits.maxTokens().getAsLong(), tokens, 0);
    }
    if (costUsd != null && limits.maxCostUsd().isPresent()) {
      Reported now = level(limits.maxCostUsd().get(), costUsd);
      reports = isNew(BudgetScope.COST, now) ? with(reports, BudgetScope.COST, costUsd) : reports;
    }
    return add(reports, BudgetScope.TIME, limitMillis, millis, MILLI_DIGITS);
  }

  private List<BudgetReported> add(
      List<BudgetReported> reports, BudgetScope scope, long limit, long left, int digits) {
    return isNew(scope, level(limit, left))
        ? with(reports, scope, BigDecimal.valueOf(left, digits))
        : reports;
  }

  private static List<BudgetReported> with(
      List<BudgetReported> reports, BudgetScope scope, BigDecimal left) {
    List<BudgetReported> all = reports.isEmpty() ? new ArrayList<>() : reports;
    all.add(new BudgetReported(scope.wireName(), left.stripTrailingZeros().toPlainString()));
    return all;
  }

  private boolean isNew(BudgetScope scope, Reported now) {
    Reported before = reported == null ? null : reported.get(scope);
    if (before == null) {
      before = isUsual(scope) ? Reported.LIMIT : Reported.NOTHING;
    }
    if (now.compareTo(before) <= 0) {
      return false;
    }
    if (reported == null) {
      reported = new EnumMap<>(BudgetScope.class);
    }
    reported.put(scope, now);
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

  private static Reported level(long limit, long left) {
    if (left == 0) {
      return Reported.USED;
    }
    return left <= limit / NEARLY_USED_PART ? Reported.NEARLY_USED : Reported.LIMIT;
  }

  private static Reported level(BigDecimal limit, BigDecimal left) {
    if (left.signum() == 0) {
      return Reported.USED;
    }
    BigDecimal used = limit.subtract(left).divide(limit, MathContext.DECIMAL64);
    return used.compareTo(NEARLY_ALL) >= 0 ? Reported.NEARLY_USED : Reported.LIMIT;
  }
}
