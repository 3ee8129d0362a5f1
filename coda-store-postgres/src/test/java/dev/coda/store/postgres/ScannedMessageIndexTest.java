package dev.coda.store.postgres;

import dev.coda.api.session.Stores;
import dev.coda.testkit.store.MessageIndexContract;

/** As for owners of many vectors where there is no pgvector. */
final class ScannedMessageIndexTest extends MessageIndexContract {
  @Override
  protected Stores stores() {
    return Opened.STORES;
  }

  private static final class Opened {
    static final Stores STORES =
        SearchedBy.of(TestDatabase.POOL, TestDatabase.newSchema(), ExactScan::new);
  }
}
