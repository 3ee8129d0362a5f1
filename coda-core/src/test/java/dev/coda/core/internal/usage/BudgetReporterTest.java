package dev.coda.core.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class BudgetReporterTest {
  /** With more than this a ratio of 16 digits is rounded; whole numbers are exact. */
  private static final long MOST_TOKENS = 4_000_000_000_000_000L;

  @Property
  void reportsTheSameAsDecimalArithmetic(@ForAll long seed) {
    Random random = new Random(seed);
    RunLimits limits = limits(random);
    BudgetReporter reporter = new BudgetReporter(limits);
    Decimals decimals = new Decimals(limits);

    for (int i = 0; i < 8; i++) {
      Budget left = left(random, limits);
      assertThat(
              reporter.newReports(
                  left.steps(),
                  left.toolCalls(),
                  left.tokens() == null ? 0 : left.tokens(),
                  left.costUsd(),
                  left.time().toMillis()))
          .isEqualTo(decimals.newReports(left));
    }
  }

  private static RunLimits limits(Random random) {
    RunLimits.Builder limits = RunLimits.builder();
    if (random.nextBoolean()) {
      limits.maxSteps(1 + random.nextInt(60)).maxToolCalls(random.nextInt(60));
    }
    if (random.nextBoolean()) {
      limits.maxTokens(random.nextLong(1, random.nextBoolean() ? 1_000 : MOST_TOKENS));
    }
    if (random.nextBoolean()) {
      limits.maxCostUsd(BigDecimal.valueOf(random.nextLong(1, 100_000), 4));
    }
    if (random.nextBoolean()) {
      limits.timeout(Duration.ofMillis(random.nextLong(1, 10_000_000)));
    }
    return limits.build();
  }

  private static Budget left(Random random, RunLimits limits) {
    return new Budget(
        (int) part(random, limits.maxSteps()),
        (int) part(random, limits.maxToolCalls()),
        limits.maxTokens().isEmpty() ? null : part(random, limits.maxTokens().getAsLong()),
        limits
            .maxCostUsd()
            .map(max -> BigDecimal.valueOf(part(random, max.unscaledValue().longValue()), 4))
            .orElse(null),
        Duration.ofMillis(part(random, limits.timeout().toMillis())));
  }

  /** Returns a part of a limit, often one at which what is reported changes. */
  private static long part(Random random, long limit) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> limit;
      case 2 -> limit / 5;
      case 3 -> Math.min(limit, limit / 5 + 1);
      case 4 -> Math.max(0, limit / 5 - 1);
      default -> random.nextLong(limit + 1);
    };
  }

  /** The same rules, with a decimal number for every amount. */
  private static final class Decimals {
    private static final List<String> LEVELS = List.of("nothing", "limit", "nearly", "used");

    private final RunLimits limits;
    private final Map<BudgetScope, Integer> told = new EnumMap<>(BudgetScope.class);

    Decimals(RunLimits limits) {
      this.limits = limits;
      for (BudgetScope scope : BudgetScope.values()) {
        BigDecimal limit = limit(limits, scope);
        BigDecimal usual = limit(RunLimits.defaults(), scope);
        boolean asUsual =
            limit == null ? usual == null : usual != null && limit.compareTo(usual) == 0;
        told.put(scope, asUsual ? 1 : 0);
      }
    }

    List<BudgetReported> newReports(Budget left) {
      List<BudgetReported> reports = new ArrayList<>();
      for (BudgetScope scope : BudgetScope.values()) {
        BigDecimal limit = limit(limits, scope);
        BigDecimal rest = left(left, scope);
        if (limit != null && rest != null) {
          int now = LEVELS.indexOf(level(limit, rest));
          if (now > told.getOrDefault(scope, 0)) {
            told.put(scope, now);
            String shown = rest.stripTrailingZeros().toPlainString();
            reports.add(new BudgetReported(scope.wireName(), shown));
          }
        }
      }
      return reports;
    }

    private static String level(BigDecimal limit, BigDecimal rest) {
      if (rest.signum() == 0) {
        return "used";
      }
      BigDecimal used = limit.subtract(rest).divide(limit, MathContext.DECIMAL64);
      return used.compareTo(new BigDecimal("0.8")) >= 0 ? "nearly" : "limit";
    }

    private static @Nullable BigDecimal limit(RunLimits limits, BudgetScope scope) {
      return switch (scope) {
        case STEPS -> BigDecimal.valueOf(limits.maxSteps());
        case TOOL_CALLS -> BigDecimal.valueOf(limits.maxToolCalls());
        case TOKENS ->
            limits.maxTokens().isEmpty()
                ? null
                : BigDecimal.valueOf(limits.maxTokens().getAsLong());
        case COST -> limits.maxCostUsd().orElse(null);
        case TIME -> BigDecimal.valueOf(limits.timeout().toMillis(), 3);
      };
    }

    private static @Nullable BigDecimal left(Budget left, BudgetScope scope) {
      return switch (scope) {
        case STEPS -> BigDecimal.valueOf(left.steps());
        case TOOL_CALLS -> BigDecimal.valueOf(left.toolCalls());
        case TOKENS -> left.tokens() == null ? null : BigDecimal.valueOf(left.tokens());
        case COST -> left.costUsd();
        case TIME -> BigDecimal.valueOf(left.time().toMillis(), 3);
      };
    }
  }
}
