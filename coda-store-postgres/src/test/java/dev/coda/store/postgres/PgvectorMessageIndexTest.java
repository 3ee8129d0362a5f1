package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageIndexContract;
import org.junit.jupiter.api.BeforeAll;

final class PgvectorMessageIndexTest extends MessageIndexContract {
  @BeforeAll
  static void needsPgvector() {
    Pgvector.pool();
  }

  @Override
  protected Stores stores() {
    return Opened.STORES;
  }

  private static final class Opened {
    static final Stores STORES =
        PostgresStores.builder(Pgvector.pool()).schema(Pgvector.newSchema()).build();
  }
}
