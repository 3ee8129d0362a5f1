package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageTreeContract;

final class InMemoryMessageTreeTest extends MessageTreeContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
