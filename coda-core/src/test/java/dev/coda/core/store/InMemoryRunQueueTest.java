package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunQueueContract;

final class InMemoryRunQueueTest extends RunQueueContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
