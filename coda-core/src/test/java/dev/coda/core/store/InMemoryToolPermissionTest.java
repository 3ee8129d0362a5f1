package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.ToolPermissionContract;

final class InMemoryToolPermissionTest extends ToolPermissionContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
