package dev.coda.core;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.Stores;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Too busy to read any log for a number of times. */
final class BusyStores extends RunStoreWrapper {
  final AtomicInteger left;

  BusyStores(Stores inner, int times) {
    super(inner);
    this.left = new AtomicInteger(times);
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit) {
    if (left.getAndDecrement() > 0) {
      throw new StoreException(FailureKind.STORE_UNAVAILABLE, "The store is busy.");
    }
    return super.events(id, afterSeq, limit);
  }

  @Override
  void before(boolean commit) {}
}
