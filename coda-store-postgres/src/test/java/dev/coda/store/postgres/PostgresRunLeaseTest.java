package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.RunLeaseContract;

final class PostgresRunLeaseTest extends RunLeaseContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
