package dev.coda.core.internal.usage;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.budget.BudgetUse;
import dev.coda.api.budget.RunBudget;
import dev.coda.api.event.BudgetReported;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run within its limits: everything is reserved before it happens and settled after it, so
 * that parallel calls cannot together exceed the limits.
 *
 * <p>Its monitor guards a few additions and is never held over I/O. Thread-safe.
 */
public final class BudgetLedger implements RunBudget {
  private final RunLimits limits;
  private final RunTime time;
  private final BudgetReporter reporter;
  private final boolean moneyIsLimited;
  private int steps;
  private int toolCalls;
  private long tokens;

  /** The cost so far; zero if money is not limited, since it is not read then. */
  private BigDecimal costUsd;

  private BudgetLedger(RunLimits limits, BudgetUse used, Clock clock) {
    this.limits = limits;
    this.time = RunTime.start(limits.timeout(), used, clock);
    this.reporter = new BudgetReporter(limits);
    this.moneyIsLimited = limits.maxCostUsd().isPresent();
    this.steps = used.steps();
    this.toolCalls = used.toolCalls();
    this.tokens = used.tokens();
    this.costUsd = moneyIsLimited ? used.costUsd() : BigDecimal.ZERO;
  }

  /** Opens a ledger of which nothing is used; the wall time counts from now. */
  public static BudgetLedger open(RunLimits limits, Clock clock) {
    return open(limits, BudgetUse.NONE, clock);
  }

  /** Opens the ledger of a run that continues, with what it used before. */
  public static BudgetLedger open(RunLimits limits, BudgetUse used, Clock clock) {
    return new BudgetLedger(limits, used, clock);
  }

  /**
   * Uses a step and reserves the maximum use of its model call. If the budget would not be enough
   * for another call after this one, the call is granted as the last one, and its answer may use
   * the rest of the budget.
   *
   * @return empty if not even a short answer can be afforded
   */
  public synchronized Optional<CallGrant> reserveCall(CallEstimate estimate) {
    if (steps >= limits.maxSteps()) {
      return Optional.empty();
    }
    CallPlan plan = CallPlan.of(estimate, tokensLeft(), costLeft(), mustLand(estimate));
    return plan == null ? Optional.empty() : Optional.of(granted(plan, 1));
  }

  /**
   * Reserves a model call that is not a step of the run, such as a summary.
   *
   * @return empty unless the run can continue after it
   */
  public synchronized Optional<CallGrant> reserveExtraCall(CallEstimate estimate) {
    CallPlan plan = CallPlan.of(estimate, tokensLeft(), costLeft(), null);
    return plan == null || plan.spent() != null ? Optional.empty() : Optional.of(granted(plan, 0));
  }

  /** Returns whether tokens or money are limited, so that a call's size has to be known. */
  public boolean isMetered() {
    return moneyIsLimited || limits.maxTokens().isPresent();
  }

  private CallGrant granted(CallPlan plan, int step) {
    SetAside amount = new SetAside(step, 0, plan.tokens(), plan.costUsd());
    take(amount);
    return new CallGrant(this, amount, plan.maxOutput(), plan.spent());
  }

  /** Reserves as many of these tool calls as the limit allows, and returns their number. */
  public synchronized int takeToolCalls(int wanted) {
    int granted = Math.max(0, Math.min(wanted, limits.maxToolCalls() - toolCalls));
    toolCalls += granted;
    return granted;
  }

  @Override
  public synchronized BudgetShare share(Budget wanted) {
    Budget left = left();
    Budget most =
        new Budget(
            Math.max(0, left.steps() - 1),
            left.toolCalls(),
            left.tokens(),
            left.costUsd(),
            left.time());
    Budget granted = most.and(wanted);
    SetAside amount =
        new SetAside(
            granted.steps(),
            granted.toolCalls(),
            granted.tokens() == null ? 0 : granted.tokens(),
            granted.costUsd() == null ? BigDecimal.ZERO : granted.costUsd());
    take(amount);
    return new LedgerShare(this, granted, amount);
  }

  @Override
  public synchronized Budget left() {
    return new Budget(stepsLeft(), toolCallsLeft(), tokensLeft(), costLeft(), time.left());
  }

  /** Returns the limits of the run. */
  public RunLimits limits() {
    return limits;
  }

  /** Returns the limit because of which a call was not granted. */
  public synchronized BudgetScope lacking(CallEstimate estimate) {
    return steps >= limits.maxSteps()
        ? BudgetScope.STEPS
        : CallPlan.tighter(estimate, tokensLeft(), costLeft());
  }

  /**
   * Returns reports that no viewer has received yet: each limit that differs from the default is
   * reported once, and each limit is reported once when it is nearly used up and once when it is
   * used up.
   */
  public synchronized List<BudgetReported> newReports() {
    long left = limits.maxTokens().isEmpty() ? 0 : limits.maxTokens().getAsLong() - tokens;
    return reporter.newReports(
        stepsLeft(), toolCallsLeft(), Math.max(0, left), costLeft(), time.leftMillis());
  }

  /** Books this instead of what was set aside; the second time nothing happens. */
  void settle(SetAside amount, BudgetUse used) {
    settle(amount, used.steps(), used.toolCalls(), used.tokens(), used.costUsd());
  }

  /** Books this instead of what was set aside; the second time nothing happens. */
  synchronized void settle(
      SetAside amount, int moreSteps, int moreToolCalls, long moreTokens, BigDecimal moreCostUsd) {
    if (amount.open) {
      amount.open = false;
      steps += moreSteps - amount.steps;
      toolCalls += moreToolCalls - amount.toolCalls;
      tokens += moreTokens - amount.tokens;
      if (moneyIsLimited) {
        costUsd = costUsd.subtract(amount.costUsd).add(moreCostUsd);
      }
    }
  }

  /** Books what nothing was set aside for. */
  synchronized void book(long moreTokens, BigDecimal moreCostUsd) {
    tokens += moreTokens;
    if (moneyIsLimited) {
      costUsd = costUsd.add(moreCostUsd);
    }
  }

  private void take(SetAside amount) {
    steps += amount.steps;
    toolCalls += amount.toolCalls;
    tokens += amount.tokens;
    if (moneyIsLimited) {
      costUsd = costUsd.add(amount.costUsd);
    }
  }

  private @Nullable BudgetScope mustLand(CallEstimate estimate) {
    if (!estimate.tools()) {
      return null;
    }
    if (steps + 1 >= limits.maxSteps()) {
      return BudgetScope.STEPS;
    }
    if (toolCalls >= limits.maxToolCalls()) {
      return BudgetScope.TOOL_CALLS;
    }
    return time.isNearlyUsed() ? BudgetScope.TIME : null;
  }

  private int stepsLeft() {
    return Math.max(0, limits.maxSteps() - steps);
  }

  private int toolCallsLeft() {
    return Math.max(0, limits.maxToolCalls() - toolCalls);
  }

  private @Nullable Long tokensLeft() {
    return limits.maxTokens().isEmpty()
        ? null
        : Math.max(0, limits.maxTokens().getAsLong() - tokens);
  }

  private @Nullable BigDecimal costLeft() {
    return moneyIsLimited
        ? limits.maxCostUsd().orElseThrow().subtract(costUsd).max(BigDecimal.ZERO)
        : null;
  }
}
