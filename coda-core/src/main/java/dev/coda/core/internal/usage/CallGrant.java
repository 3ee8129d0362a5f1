package dev.coda.core.internal.usage;

import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The permission for one model call, with the budget that was reserved for it. It is settled or
 * closed once; later attempts change nothing. Thread-safe.
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

  /**
   * Returns the limit that is used up, so that this call must be the last one; null if there is
   * none.
   */
  public @Nullable BudgetScope spent() {
    return spent;
  }

  /** Records the use of the call and releases the rest; null means that the cost is unknown. */
  public void settle(Usage usage, @Nullable BigDecimal cost) {
    ledger.settle(amount, amount.steps, 0, usage.total(), cost == null ? BigDecimal.ZERO : cost);
  }

  /**
   * Records the use of an attempt whose answer does not count. What was reserved for the call stays
   * reserved.
   */
  public void lose(Usage usage, @Nullable BigDecimal cost) {
    ledger.book(usage.total(), cost == null ? BigDecimal.ZERO : cost);
  }

  /** Releases what a failed call did not use. The step counts as used. */
  @Override
  public void close() {
    settle(Usage.NONE, null);
  }
}
