package dev.coda.core.internal.usage;

import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The permission for one model call, with what was set aside for it. It is settled or closed once;
 * later attempts change nothing. Thread-safe.
 */
public final class CallGrant implements AutoCloseable {
  private final BudgetLedger ledger;
  private final SetAside amount;
  private final @Nullable Integer maxOutput;
  private final @Nullable BudgetScope spent;

  CallGrant(
      BudgetLedger ledger,
      SetAside amount,
      @Nullable Integer maxOutput,
      @Nullable BudgetScope spent) {
    this.ledger = ledger;
    this.amount = amount;
    this.maxOutput = maxOutput;
    this.spent = spent;
  }

  /** Returns how many tokens the answer may have; null if the budget sets no bound. */
  public @Nullable Integer maxOutput() {
    return maxOutput;
  }

  /** Returns what has run out, so that this call must be the last; null if nothing has. */
  public @Nullable BudgetScope spent() {
    return spent;
  }

  /** Books what the call took and gives the rest back; null is an unknown cost. */
  public void settle(Usage usage, @Nullable BigDecimal cost) {
    ledger.settle(amount, amount.steps, 0, usage.total(), cost == null ? BigDecimal.ZERO : cost);
  }

  /** Books what an attempt took whose answer does not count; what was set aside stays so. */
  public void lose(Usage usage, @Nullable BigDecimal cost) {
    ledger.book(usage.total(), cost == null ? BigDecimal.ZERO : cost);
  }

  /** Gives back what a call that failed did not take; the step counts. */
  @Override
  public void close() {
    settle(Usage.NONE, null);
  }
}
