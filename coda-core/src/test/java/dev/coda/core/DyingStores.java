package dev.coda.core;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.session.Stores;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes a number of commits; from then on its process might as well be dead. */
final class DyingStores extends RunStoreWrapper {
  private final AtomicInteger left;
  private volatile boolean dead;

  DyingStores(Stores inner, int commits) {
    super(inner);
    this.left = new AtomicInteger(commits);
  }

  /** Returns whether the process has found out that it can store nothing. */
  boolean isDead() {
    return dead;
  }

  @Override
  void before(boolean commit) {
    int rest = commit ? left.decrementAndGet() : left.get() - 1;
    if (rest < 0) {
      left.set(0);
      dead = true;
      throw new StoreException(FailureKind.FENCED, "This process is dead.");
    }
  }
}
