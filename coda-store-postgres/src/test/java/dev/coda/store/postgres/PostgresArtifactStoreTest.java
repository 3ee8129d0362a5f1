package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.ArtifactStoreContract;

final class PostgresArtifactStoreTest extends ArtifactStoreContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
