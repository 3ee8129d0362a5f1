package dev.coda.api.budget;

/** Grants every request and stores nothing. */
enum Unlimited implements RunBudget {
  BUDGET;

  @Override
  public Budget left() {
    return Budget.UNLIMITED;
  }

  @Override
  public BudgetShare share(Budget wanted) {
    return new Whole(wanted);
  }

  private record Whole(Budget granted) implements BudgetShare {
    @Override
    public void settle(BudgetUse used) {
      // There is no limit to book it against.
    }

    @Override
    public void close() {
      // Nothing was set aside.
    }
  }
}
