package dev.coda.api.budget;

/**
 * A part of a run's budget that was set aside. Nobody else can use it until it is settled or
 * closed. Thread-safe.
 */
public interface BudgetShare extends AutoCloseable {
  /** {@return what may be used} A scope can be at zero: then nothing was left. */
  Budget granted();

  /**
   * Books what was used and gives the rest back. Later calls, and closing, change nothing.
   *
   * @param used what was used
   */
  void settle(BudgetUse used);

  /** Gives everything back unless the share was settled. */
  @Override
  void close();
}
