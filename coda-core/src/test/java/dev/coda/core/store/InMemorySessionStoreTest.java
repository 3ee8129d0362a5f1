package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.SessionStoreContract;

final class InMemorySessionStoreTest extends SessionStoreContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
