package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageIndexContract;

final class PostgresMessageIndexTest extends MessageIndexContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
