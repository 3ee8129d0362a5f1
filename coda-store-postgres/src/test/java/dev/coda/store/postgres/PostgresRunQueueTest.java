package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunQueueContract;

final class PostgresRunQueueTest extends RunQueueContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
