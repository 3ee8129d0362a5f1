package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.api.session.MessageIndex.Query;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

final class KeptVectorsTest {
  private static final String MODEL = "kept";

  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private final CountingDataSource counting = new CountingDataSource(TestDatabase.POOL);
  private final AtomicLong nanos = new AtomicLong();
  private final List<Query> leftToOthers = new ArrayList<>();
  private final MessageIndex here = index();
  private final MessageIndex elsewhere = TestDatabase.STORES.index();
  private final SessionId session = newSession();

  @Test
  void readsTheVectorsOfAnOwnerOnce() {
    MessageId message = put(elsewhere, session, 1, 0);
    assertThat(search(10)).containsExactly(message);
    counting.trips();
    assertThat(search(10)).containsExactly(message);
    assertThat(counting.trips()).as("asks whether the hits are still there").isEqualTo(1);
  }

  @Test
  void findsAtOnceWhatThisProcessStored() {
    assertThat(search(10)).isEmpty();
    MessageId first = put(here, session, 1, 1);
    assertThat(search(10)).containsExactly(first);
    MessageId nearer = put(here, session, 1, 0);
    assertThat(search(10)).containsExactly(nearer, first);
  }

  @Test
  void findsSoonWhatAnotherProcessStored() {
    MessageId first = put(here, session, 1, 1);
    assertThat(search(10)).containsExactly(first);
    MessageId nearer = put(elsewhere, session, 1, 0);
    replace(elsewhere, first, -1, 0);
    nanos.addAndGet(OwnerVectors.LOOKS_AFTER.toNanos());
    assertThat(search(10)).containsExactly(nearer, first);
  }

  @Test
  void findsTheNextBestInPlaceOfWhatWasDeleted() {
    MessageId kept = put(here, session, 1, 1);
    SessionId deleted = newSession();
    for (int i = 0; i < 5; i++) {
      put(here, deleted, 1, 0);
    }
    assertThat(search(2)).doesNotContain(kept);
    TestDatabase.STORES.sessions().delete(owner, deleted);
    assertThat(search(2)).containsExactly(kept);
  }

  @Test
  void leavesAnOwnerOfVeryManyToTheDatabase() {
    MessageId first = put(here, session, 1, 0);
    fill(OwnerVectors.MOST - 1);
    assertThat(search(1)).containsExactly(first);
    assertThat(leftToOthers).isEmpty();
    put(here, session, 0, 1);
    search(1);
    assertThat(leftToOthers).hasSize(1);
    counting.trips();
    search(1);
    assertThat(leftToOthers).hasSize(2);
    assertThat(counting.trips()).isZero();
  }

  @Test
  void forgetsThoseWhoSearchedLongestAgoWhenAllTakeTooMuch() {
    Database database = new Database(counting, "coda", 2);
    VectorRows rows = new VectorRows(database);
    put(here, session, 1, 0);
    RecentOwners owners = new RecentOwners(1_000, key -> new OwnerVectors(key, rows, nanos::get));
    VectorOwner read = new VectorOwner(owner, MODEL, 2);
    owners.of(read).nearest(Embedding.of(1, 0), 1);
    owners.count(read);
    assertThat(owners.find(read)).isNotNull();
    List<VectorOwner> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      VectorOwner other = new VectorOwner(UserId.next(ids), MODEL, 2);
      others.add(other);
      OwnerVectors vectors = owners.of(other);
      vectors.nearest(Embedding.of(1, 0), 1);
      vectors.put(entry(session, MessageId.next(ids), 1, 0));
      owners.count(other);
    }
    assertThat(owners.find(read)).isNull();
    assertThat(owners.find(others.get(4))).isNotNull();
  }

  private MessageIndex index() {
    Database database = new Database(counting, "coda", 2);
    VectorSearch others =
        query -> {
          leftToOthers.add(query);
          return List.of();
        };
    return new PostgresMessageIndex(database, new KeptVectors(others, database, nanos::get));
  }

  private List<MessageId> search(int limit) {
    return here.search(new Query(owner, MODEL, Embedding.of(1, 0), limit)).stream()
        .map(Hit::messageId)
        .toList();
  }

  private SessionId newSession() {
    Session made = Samples.session(ids, owner, "kept", Samples.NOON);
    TestDatabase.STORES.sessions().create(made);
    return made.id();
  }

  private MessageId put(MessageIndex index, SessionId into, float... values) {
    Message message = Samples.message(ids, into, null, "A dog", Samples.NOON);
    TestDatabase.STORES.sessions().addMessage(owner, message);
    index.put(List.of(entry(into, message.id(), values)));
    return message.id();
  }

  private void replace(MessageIndex index, MessageId message, float... values) {
    index.put(List.of(entry(session, message, values)));
  }

  private MessageIndex.Entry entry(SessionId into, MessageId message, float... values) {
    return new MessageIndex.Entry(message, into, owner, MODEL, Embedding.of(values));
  }

  private void fill(int messages) {
    Jdbi.create(TestDatabase.POOL)
        .useHandle(handle ->
            handle
                .createUpdate(
                    """
                    WITH filled AS (
                      INSERT INTO coda.messages (id, session_id, depth, role, content, parts, status, created_at)
                      SELECT gen_random_uuid(), :session, 1, 'user', 'A cat', '[]', 'complete', now()
                      FROM generate_series(1, :messages) RETURNING id)
                    INSERT INTO coda.message_embeddings (message_id, session_id, user_id, model, embedding)
                    SELECT id, :session, :owner, :model, '{0,1}' FROM filled
                    """)
                .bind("session", session.value())
                .bind("owner", owner.value())
                .bind("model", MODEL)
                .bind("messages", messages)
                .execute());
  }
}
