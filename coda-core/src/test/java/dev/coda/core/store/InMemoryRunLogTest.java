package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunLogContract;

final class InMemoryRunLogTest extends RunLogContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
