package dev.coda.core.internal.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Works out how long an answer the tokens and the money left allow, and whether another call could
 * follow it. Immutable.
 *
 * @param maxOutput null if nothing limits the answer
 * @param spent the limit that makes this the last call; null if another can follow
 */
record CallPlan(
    long tokens, BigDecimal costUsd, @Nullable Integer maxOutput, @Nullable BudgetScope spent) {
  /** Tokens kept for a last answer while tools are still active. */
  private static final int LANDING_OUTPUT = 512;

  /** With fewer tokens a model can hardly write a tool call. */
  private static final int LEAST_WITH_TOOLS = 256;

  /** With fewer tokens an answer would be useless. */
  private static final int LEAST_ANSWER = 32;

  private static final int USUAL_OUTPUT = 4_096;

  /** A call that only counts as a step. */
  private static final CallPlan UNBOUNDED = new CallPlan(0, BigDecimal.ZERO, null, null);

  /**
   * Plans a call.
   *
   * @param tokens the tokens left; null if tokens are not limited
   * @param costUsd the money left; null if money is not limited
   * @param mustLand the limit that makes this the last call, even if tokens and money suffice
   * @return null if not even a short answer can be afforded
   */
  static @Nullable CallPlan of(
      CallEstimate estimate,
      @Nullable Long tokens,
      @Nullable BigDecimal costUsd,
      @Nullable BudgetScope mustLand) {
    Room room = Room.of(estimate, tokens, costUsd);
    if (room.scope == null) {
      return mustLand == null ? UNBOUNDED : new CallPlan(0, BigDecimal.ZERO, null, mustLand);
    }
    int wanted = estimate.maxOutput() == null ? USUAL_OUTPUT : estimate.maxOutput();
    if (mustLand == null && estimate.tools() && room.twice >= Math.min(wanted, LEAST_WITH_TOOLS)) {
      return reserve(estimate, Math.min(wanted, room.twice), costUsd != null, null);
    }
    if (room.once < Math.min(wanted, LEAST_ANSWER)) {
      return null;
    }
    BudgetScope spent = mustLand == null && estimate.tools() ? room.scope : mustLand;
    return reserve(estimate, Math.min(wanted, room.once), costUsd != null, spent);
  }

  /** Returns which of tokens and money allows less. */
  static BudgetScope tighter(
      CallEstimate estimate, @Nullable Long tokens, @Nullable BigDecimal costUsd) {
    return Objects.requireNonNullElse(Room.of(estimate, tokens, costUsd).scope, BudgetScope.TOKENS);
  }

  private static CallPlan reserve(
      CallEstimate estimate, long answer, boolean costs, @Nullable BudgetScope spent) {
    return new CallPlan(
        estimate.inputTokens() + answer,
        costs ? estimate.cost(estimate.inputTokens(), answer) : BigDecimal.ZERO,
        (int) answer,
        spent);
  }

  /**
   * The length of answer that is affordable. Immutable.
   *
   * @param scope the tighter limit; null if neither tokens nor money is limited
   * @param once in a call that is the last
   * @param twice in a call after which another one, over a prompt with this answer, is affordable
   */
  private record Room(@Nullable BudgetScope scope, long once, long twice) {
    private static final Room UNBOUNDED = new Room(null, Integer.MAX_VALUE, Integer.MAX_VALUE);

    static Room of(CallEstimate estimate, @Nullable Long tokens, @Nullable BigDecimal costUsd) {
      Room byTokens = tokens == null ? UNBOUNDED : byTokens(estimate, tokens);
      if (costUsd == null) {
        return byTokens;
      }
      BigDecimal each = estimate.cost(0, 1);
      if (each.signum() == 0) {
        return byTokens;
      }
      Room byCost = byCost(estimate, costUsd, each);
      return byTokens.scope == null || byCost.once < byTokens.once ? byCost : byTokens;
    }

    private static Room byTokens(CallEstimate estimate, long left) {
      long once = left - estimate.inputTokens();
      long twice = (once - estimate.inputTokens() - LANDING_OUTPUT) / 2;
      return new Room(BudgetScope.TOKENS, once, twice);
    }

    private static Room byCost(CallEstimate estimate, BigDecimal left, BigDecimal each) {
      BigDecimal input = estimate.cost(estimate.inputTokens(), 0);
      BigDecimal once = left.subtract(input);
      BigDecimal twice = once.subtract(input).subtract(estimate.cost(0, LANDING_OUTPUT));
      // The first answer is part of the prompt of the second call.
      BigDecimal eachTwice = each.add(estimate.cost(1, 0));
      return new Room(BudgetScope.COST, divide(once, each), divide(twice, eachTwice));
    }

    private static long divide(BigDecimal amount, BigDecimal each) {
      return amount
          .divide(each, 0, RoundingMode.FLOOR)
          .min(BigDecimal.valueOf(Integer.MAX_VALUE))
          .longValue();
    }
  }
}
