package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageTreeContract;

final class PostgresMessageTreeTest extends MessageTreeContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
