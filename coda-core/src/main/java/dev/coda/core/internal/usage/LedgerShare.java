package dev.coda.core.internal.usage;

import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.budget.BudgetUse;

/** The part of a run's budget that a tool may use. */
record LedgerShare(BudgetLedger ledger, Budget granted, SetAside amount) implements BudgetShare {
  @Override
  public void settle(BudgetUse used) {
    ledger.settle(amount, used);
  }

  @Override
  public void close() {
    ledger.settle(amount, BudgetUse.NONE);
  }
}
