package dev.coda.examples;

import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.ToolPermissionContract;

// region store contract
final class OwnStoreTest extends ToolPermissionContract {
  private final Stores stores =
      new OwnStore.TeamStores(InMemoryStores.create(), new OwnStore.TeamPermissions());

  @Override
  protected Stores stores() {
    return stores;
  }
}
// endregion
