package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunStoreContract;

final class PostgresRunStoreTest extends RunStoreContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
