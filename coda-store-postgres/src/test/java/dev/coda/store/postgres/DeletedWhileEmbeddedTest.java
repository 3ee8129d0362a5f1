package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DeletedWhileEmbeddedTest {
  private final PostgresStores stores = TestDatabase.STORES;
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);

  @Test
  void leavesOutAMessageThatIsDeletedMeanwhile() throws Exception {
    MessageIndex.Entry gone = entry(session());
    MessageIndex.Entry stays = entry(session());
    CompletableFuture<Void> put;
    try (Connection connection = TestDatabase.POOL.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("DELETE FROM coda.sessions WHERE id = '" + gone.sessionId() + "'");
      put = CompletableFuture.runAsync(() -> stores.index().put(List.of(gone, stays)));
      awaitWaiter();
      connection.commit();
    }

    assertThatCode(() -> put.get(20, TimeUnit.SECONDS)).doesNotThrowAnyException();
    assertThat(stores.index().search(new MessageIndex.Query(owner, "m", Embedding.of(1, 0), 10)))
        .extracting(MessageIndex.Hit::messageId)
        .containsExactly(stays.messageId());
  }

  private static void awaitWaiter() throws SQLException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try (Connection connection = TestDatabase.POOL.getConnection();
        Statement statement = connection.createStatement()) {
      boolean waits = false;
      while (!waits && System.nanoTime() < until) {
        try (var row =
            statement.executeQuery("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")) {
          row.next();
          waits = row.getBoolean(1);
        }
      }
      assertThat(waits).as("the embedding waits for the deletion").isTrue();
    }
  }

  private SessionId session() {
    Session session = Samples.session(ids, owner, null, Samples.NOON);
    stores.sessions().create(session);
    return session.id();
  }

  private MessageIndex.Entry entry(SessionId session) {
    Message message = Samples.message(ids, session, null, "A dog", Samples.NOON);
    stores.sessions().addMessage(owner, message);
    return new MessageIndex.Entry(message.id(), session, owner, "m", Embedding.of(1, 0));
  }
}
