package dev.coda.core.internal.usage;

import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.budget.BudgetUse;

/** A part of a ledger that a tool works with. */
record Share(BudgetLedger ledger, Budget granted, SetAside amount) implements BudgetShare {
  @Override
  public void settle(BudgetUse used) {
    ledger.settle(amount, used);
  }

  @Override
  public void close() {
    ledger.settle(amount, BudgetUse.NONE);
  }
}
