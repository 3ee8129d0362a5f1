package dev.coda.core.usage;

import dev.coda.api.budget.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works out how long an answer the tokens and the money left allow, and whether another call could
 * follow it. Immutable.
 *
 * @param maxOutput null where nothing bounds the answer
 * @param spent what makes this the last call; null if another can follow
 */
record CallPlan(
    long tokens, BigDecimal costUsd, @Nullable Integer maxOutput, @Nullable BudgetScope spent) {
  /** Tokens kept for a last answer while tools are still at work. */
  private static final int LANDING_OUTPUT = 512;

  /** With fewer tokens a model can hardly write a tool call. */
  private static final int LEAST_WITH_TOOLS = 256;

  /** With fewer tokens an answer would say nothing. */
  private static final int LEAST_ANSWER = 32;

  private static final int USUAL_OUTPUT = 4_096;

  /** Returns empty if not even a short answer can be afforded. */
  static Optional<CallPlan> of(CallEstimate estimate, Budget left, Optional<BudgetScope> mustLand) {
    Room room = Room.of(estimate, left);
    if (room.scope == null) {
      return Optional.of(new CallPlan(0, BigDecimal.ZERO, null, mustLand.orElse(null)));
    }
    int wanted = estimate.maxOutput() == null ? USUAL_OUTPUT : estimate.maxOutput();
    if (mustLand.isEmpty()
        && estimate.tools()
        && room.twice >= Math.min(wanted, LEAST_WITH_TOOLS)) {
      return Optional.of(reserve(estimate, Math.min(wanted, room.twice), null));
    }
    if (room.once < Math.min(wanted, LEAST_ANSWER)) {
      return Optional.empty();
    }
    BudgetScope spent = mustLand.orElse(estimate.tools() ? room.scope : null);
    return Optional.of(reserve(estimate, Math.min(wanted, room.once), spent));
  }

  /** Returns which of tokens and money allows less. */
  static BudgetScope tighter(CallEstimate estimate, Budget left) {
    return Objects.requireNonNullElse(Room.of(estimate, left).scope, BudgetScope.TOKENS);
  }

  private static CallPlan reserve(CallEstimate estimate, long answer, @Nullable BudgetScope spent) {
    return new CallPlan(
        estimate.inputTokens() + answer,
        estimate.cost(estimate.inputTokens(), answer),
        (int) answer,
        spent);
  }

  /**
   * Is the length of answer that is affordable. Immutable.
   *
   * @param scope the tighter limit; null if neither tokens nor money is limited
   * @param once in a call that is the last
   * @param twice in a call after which another one, over a prompt with this answer, is affordable
   */
  private record Room(@Nullable BudgetScope scope, long once, long twice) {
    static Room of(CallEstimate estimate, Budget left) {
      Room tokens = new Room(null, Integer.MAX_VALUE, Integer.MAX_VALUE);
      if (left.tokens() != null) {
        long once = left.tokens() - estimate.inputTokens();
        tokens =
            new Room(
                BudgetScope.TOKENS, once, (once - estimate.inputTokens() - LANDING_OUTPUT) / 2);
      }
      BigDecimal each = estimate.cost(0, 1);
      if (left.costUsd() == null || each.signum() == 0) {
        return tokens;
      }
      BigDecimal input = estimate.cost(estimate.inputTokens(), 0);
      BigDecimal once = left.costUsd().subtract(input);
      BigDecimal twice = once.subtract(input).subtract(estimate.cost(0, LANDING_OUTPUT));
      // What is said in the first answer is read again in the second call.
      BigDecimal eachTwice = each.add(estimate.cost(1, 0));
      Room cost = new Room(BudgetScope.COST, divide(once, each), divide(twice, eachTwice));
      return tokens.scope == null || cost.once < tokens.once ? cost : tokens;
    }

    private static long divide(BigDecimal amount, BigDecimal each) {
      return amount
          .divide(each, 0, RoundingMode.FLOOR)
          .min(BigDecimal.valueOf(Integer.MAX_VALUE))
          .longValue();
    }
  }
}
