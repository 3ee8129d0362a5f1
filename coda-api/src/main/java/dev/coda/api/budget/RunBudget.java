package dev.coda.api.budget;

/**
 * The budget that a run has left. A tool that calls models itself, such as an agent, reserves a
 * share first, so that all of them together stay within the run's limits. Thread-safe.
 */
public interface RunBudget {
  /** {@return the budget that is neither used nor reserved} */
  Budget left();

  /**
   * Reserves as much of the wanted budget as is left. What the run needs for its own last model
   * call is never shared.
   *
   * @param wanted null tokens or cost request all that are left
   * @return the reserved share
   */
  BudgetShare share(Budget wanted);

  /**
   * A budget without limits, of which nothing is booked.
   *
   * @return the budget
   */
  static RunBudget unlimited() {
    return Unlimited.BUDGET;
  }
}
