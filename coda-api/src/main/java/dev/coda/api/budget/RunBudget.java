package dev.coda.api.budget;

/**
 * What a run may still use. A tool that asks models of its own, such as one that is an agent, takes
 * a share first, so that all of them together stay within the run's limits. Thread-safe.
 */
public interface RunBudget {
  /** {@return what nobody has used or set aside} */
  Budget left();

  /**
   * Sets aside as much of this as is left. The run's own last model call is never given away.
   *
   * @param wanted null tokens or cost ask for all there are
   * @return what was set aside
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
