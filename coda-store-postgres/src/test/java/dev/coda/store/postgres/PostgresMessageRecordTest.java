package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageRecordContract;

final class PostgresMessageRecordTest extends MessageRecordContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
