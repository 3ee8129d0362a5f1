package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.ToolPermissionContract;

final class PostgresToolPermissionTest extends ToolPermissionContract {
  @Override
  protected Stores stores() {
    return TestDatabase.STORES;
  }
}
