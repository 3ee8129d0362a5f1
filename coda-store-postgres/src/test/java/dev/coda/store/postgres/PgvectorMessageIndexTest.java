package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageIndexContract;
import org.junit.jupiter.api.BeforeAll;

/** As for owners of many vectors. */
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
        SearchedBy.of(Pgvector.pool(), Pgvector.newSchema(), Pgvector::search);
  }
}
