package dev.coda.core;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Stores;
import java.util.concurrent.atomic.AtomicInteger;

/** Goes away when a test says so, and comes back once this many commits were refused. */
final class AwayStores extends RunStoreWrapper {
  private final AtomicInteger left = new AtomicInteger();
  private final boolean storesAllTheSame;

  /**
   * @param storesAllTheSame whether it is only the answers that are lost
   */
  AwayStores(Stores inner, boolean storesAllTheSame) {
    super(inner);
    this.storesAllTheSame = storesAllTheSame;
  }

  void goAway(int commits) {
    left.set(commits);
  }

  @Override
  public void append(RunCommit commit) {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
      super.append(commit);
      return;
    }
    if (storesAllTheSame) {
      super.append(commit);
    }
    throw away();
  }

  @Override
  void before(boolean commit) {
    if (!commit && left.get() > 0) {
      throw away();
    }
  }

  private static StoreException away() {
    return new StoreException(FailureKind.STORE_UNAVAILABLE, "The store is unavailable.");
  }
}
