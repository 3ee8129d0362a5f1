package dev.coda.core.usage;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.budget.BudgetUse;
import dev.coda.api.budget.RunBudget;
import dev.coda.api.event.BudgetReported;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps a run within its limits: everything is reserved before it happens and settled after it, so
 * that calls side by side cannot use together what each of them could have used alone. Thread-safe.
 */
public final class BudgetLedger implements RunBudget {
  /** A run that has used this much of its time gets one last call instead of being cut off. */
  private static final int LANDING_PERCENT_OF_TIME = 90;

  private final RunLimits limits;
  private final Clock clock;
  private final Instant start;
  private final BudgetNews news;
  private final ReentrantLock lock = new ReentrantLock();
  private int steps;
  private int toolCalls;
  private long tokens;
  private BigDecimal costUsd;

  private BudgetLedger(RunLimits limits, BudgetUse used, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.start = clock.instant().minus(used.time());
    this.news = new BudgetNews(limits);
    this.steps = used.steps();
    this.toolCalls = used.toolCalls();
    this.tokens = used.tokens();
    this.costUsd = used.costUsd();
  }

  /** Opens a ledger of which nothing is used; the wall time counts from now. */
  public static BudgetLedger open(RunLimits limits, Clock clock) {
    return open(limits, BudgetUse.NONE, clock);
  }

  /** Opens the ledger of a run that goes on, with what it used before. */
  public static BudgetLedger open(RunLimits limits, BudgetUse used, Clock clock) {
    return new BudgetLedger(limits, used, clock);
  }

  /**
   * Takes a step and reserves what its model call takes at most. A call after which there would not
   * be enough for another is granted as the last one, with what is left for its answer.
   *
   * @return empty if not even a short answer can be afforded
   */
  public Optional<CallGrant> reserveCall(CallEstimate estimate) {
    return locked(() -> {
      if (steps >= limits.maxSteps()) {
        return Optional.empty();
      }
      return CallPlan.of(estimate, leftNow(), mustLand(estimate)).map(plan -> granted(plan, 1));
    });
  }

  /**
   * Reserves a model call that is no step of the run, such as a summary.
   *
   * @return empty unless the run can go on after it
   */
  public Optional<CallGrant> reserveExtraCall(CallEstimate estimate) {
    return locked(() ->
        CallPlan.of(estimate, leftNow(), Optional.empty())
            .filter(plan -> plan.spent() == null)
            .map(plan -> granted(plan, 0)));
  }

  /** Tells whether tokens or money are limited, so that a call's size has to be known. */
  public boolean isMetered() {
    return limits.maxTokens().isPresent() || limits.maxCostUsd().isPresent();
  }

  private CallGrant granted(CallPlan plan, int step) {
    SetAside amount = new SetAside(step, 0, plan.tokens(), plan.costUsd());
    add(amount, 1);
    return new CallGrant(this, amount, plan.maxOutput(), plan.spent());
  }

  /** Takes as many of these tool calls as the limit has left, and returns how many that is. */
  public int takeToolCalls(int wanted) {
    return locked(() -> {
      int granted = Math.max(0, Math.min(wanted, limits.maxToolCalls() - toolCalls));
      toolCalls += granted;
      return granted;
    });
  }

  @Override
  public BudgetShare share(Budget wanted) {
    return locked(() -> {
      Budget left = leftNow();
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
      add(amount, 1);
      return new Share(this, granted, amount);
    });
  }

  @Override
  public Budget left() {
    return locked(this::leftNow);
  }

  /** Returns what bounds the run. */
  public RunLimits limits() {
    return limits;
  }

  /** Returns what a call that was not granted would need more of. */
  public BudgetScope lacking(CallEstimate estimate) {
    return locked(() ->
        steps >= limits.maxSteps() ? BudgetScope.STEPS : CallPlan.tighter(estimate, leftNow()));
  }

  /**
   * Returns what a viewer has not been told: limits that the run does not share with every other,
   * once; and each limit that is nearly or wholly used up, once each.
   */
  public List<BudgetReported> news() {
    return locked(() -> news.since(leftNow()));
  }

  /** Books this instead of what was set aside; the second time nothing happens. */
  void settle(SetAside amount, BudgetUse used) {
    locked(() -> {
      if (amount.open) {
        amount.open = false;
        add(amount, -1);
        steps += used.steps();
        toolCalls += used.toolCalls();
        tokens += used.tokens();
        costUsd = costUsd.add(used.costUsd());
      }
      return amount;
    });
  }

  /** Books what nothing was set aside for. */
  void book(long moreTokens, BigDecimal moreCostUsd) {
    locked(() -> {
      tokens += moreTokens;
      costUsd = costUsd.add(moreCostUsd);
      return costUsd;
    });
  }

  private void add(SetAside amount, int sign) {
    steps += sign * amount.steps;
    toolCalls += sign * amount.toolCalls;
    tokens += sign * amount.tokens;
    costUsd = sign > 0 ? costUsd.add(amount.costUsd) : costUsd.subtract(amount.costUsd);
  }

  private Optional<BudgetScope> mustLand(CallEstimate estimate) {
    if (!estimate.tools()) {
      return Optional.empty();
    }
    if (steps + 1 >= limits.maxSteps()) {
      return Optional.of(BudgetScope.STEPS);
    }
    if (toolCalls >= limits.maxToolCalls()) {
      return Optional.of(BudgetScope.TOOL_CALLS);
    }
    Duration landing = limits.timeout().multipliedBy(LANDING_PERCENT_OF_TIME).dividedBy(100);
    return used().compareTo(landing) >= 0 ? Optional.of(BudgetScope.TIME) : Optional.empty();
  }

  private Duration used() {
    return Duration.between(start, clock.instant());
  }

  private Budget leftNow() {
    return new Budget(
        Math.max(0, limits.maxSteps() - steps),
        Math.max(0, limits.maxToolCalls() - toolCalls),
        limits.maxTokens().isEmpty() ? null : Math.max(0, limits.maxTokens().getAsLong() - tokens),
        limits.maxCostUsd().map(max -> max.subtract(costUsd).max(BigDecimal.ZERO)).orElse(null),
        limits.timeout().minus(used()));
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
