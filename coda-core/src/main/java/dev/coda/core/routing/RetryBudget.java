package dev.coda.core.routing;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps retries in proportion to calls, so that they never become most of the load on a target that
 * is in trouble. Thread-safe.
 */
final class RetryBudget {
  private final double ratio;
  private final double reserve;
  private final ReentrantLock lock = new ReentrantLock();
  private double left;

  RetryBudget(RetrySettings settings) {
    this.ratio = settings.budgetRatio();
    this.reserve = Math.max(settings.budgetReserve(), ratio);
    this.left = settings.budgetReserve();
  }

  /** Earns for a first attempt. */
  void called() {
    lock.lock();
    try {
      left = Math.min(reserve, left + ratio);
    } finally {
      lock.unlock();
    }
  }

  /** Spends on a retry; false if there is nothing left to spend. */
  boolean trySpend() {
    lock.lock();
    try {
      if (left < 1) {
        return false;
      }
      left -= 1;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
