package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunStoreContract;

final class InMemoryRunStoreTest extends RunStoreContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
