package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.SessionStoreContract;

final class PostgresSessionStoreTest extends SessionStoreContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
