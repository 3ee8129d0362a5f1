package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageIndexContract;

final class InMemoryMessageIndexTest extends MessageIndexContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
