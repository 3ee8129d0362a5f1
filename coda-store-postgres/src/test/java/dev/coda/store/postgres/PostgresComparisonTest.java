package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.store.StoreComparison;
import java.time.Clock;

final class PostgresComparisonTest extends StoreComparison {
  @Override
  protected Stores expected(Clock clock) {
    return InMemoryStores.create(clock);
  }

  /** Claims reach across all users, so each comparison has tables of its own. */
  @Override
  protected Stores actual(Clock clock) {
    String schema = TestDatabase.newSchema();
    return PostgresStores.builder(TestDatabase.POOL).schema(schema).clock(clock).build();
  }
}
