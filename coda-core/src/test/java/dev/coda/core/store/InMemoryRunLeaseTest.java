package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunLeaseContract;

final class InMemoryRunLeaseTest extends RunLeaseContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
