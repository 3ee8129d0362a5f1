package dev.coda.core.store;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.ArtifactStoreContract;

final class InMemoryArtifactStoreTest extends ArtifactStoreContract {
  private final Stores stores = InMemoryStores.create();

  @Override
  protected Stores stores() {
    return stores;
  }
}
