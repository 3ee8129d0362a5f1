package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageRecordContract;

final class InMemoryMessageRecordTest extends MessageRecordContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
