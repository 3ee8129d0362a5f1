package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExactScanTest {
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final CountingDataSource faulty = new CountingDataSource(TestDatabase.POOL);
  private final ExactScan scan = new ExactScan(new Database(faulty, "coda", 2));

  @Test
  void findsAMessageOnceThoughItsVectorsAreReadAgain() {
    Session session = Samples.session(ids, owner, "scan", Samples.NOON);
    TestDatabase.STORES.sessions().create(session);
    Message message = Samples.message(ids, session.id(), null, "A dog", Samples.NOON);
    TestDatabase.STORES.sessions().addMessage(owner, message);
    Embedding vector = Embedding.of(1, 0);
    TestDatabase.STORES
        .index()
        .put(List.of(new MessageIndex.Entry(message.id(), session.id(), owner, "m", vector)));
    // All rows are read when the transaction fails.
    faulty.passNext();
    faulty.failNext("40001");

    assertThat(scan.search(new MessageIndex.Query(owner, "m", vector, 10))).hasSize(1);
  }
}
