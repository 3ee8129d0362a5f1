package dev.coda.api.budget;

/**
 * A part of a run's budget that was set aside. Nobody else can use it until it is settled or
 * closed. Thread-safe.
 */
public interface BudgetShare extends AutoCloseable {
  /** {@return the budget that may be used} A scope can be at zero: then nothing was left. */
  Budget granted();

  /**
   * Records the use and releases the rest. Later calls, and closing, change nothing.
   *
   * @param used the use so far
   */
  void settle(BudgetUse used);

  /** Gives everything back unless the share was settled. */
  @Override
  void close();
}
