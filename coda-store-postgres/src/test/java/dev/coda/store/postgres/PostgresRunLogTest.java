package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunLogContract;

final class PostgresRunLogTest extends RunLogContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
