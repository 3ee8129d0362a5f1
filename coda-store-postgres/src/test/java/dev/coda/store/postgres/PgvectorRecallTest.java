package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand vectors of four owners, in clusters as texts about the same things are. */
final class PgvectorRecallTest {
  private static final int VECTORS = 10_000;
  private static final int OWNERS = 4;
  private static final int DIMENSION = 384;
  private static final int CLUSTERS = 200;
  private static final int QUERIES = 60;
  private static final int NEAREST = 10;
  private static final String MODEL = "recall";

  private static final SampleIds IDS = SampleIds.create();
  private static final Random RANDOM = new Random(7);
  private static final List<UserId> USERS = new ArrayList<>();
  private static final List<MessageIndex.Entry> ENTRIES = new ArrayList<>();
  private static final float[][] CENTRES = new float[CLUSTERS][];

  @BeforeAll
  static void fill() {
    Pgvector.pool();
    for (int i = 0; i < CLUSTERS; i++) {
      CENTRES[i] = noise(1);
    }
    for (int i = 0; i < OWNERS; i++) {
      UserId owner = UserId.next(IDS);
      USERS.add(owner);
      Session session = Samples.session(IDS, owner, "recall", Samples.NOON);
      List<MessageRecord> records = new ArrayList<>();
      for (int j = 0; j < VECTORS / OWNERS; j++) {
        records.add(
            new MessageRecord(
                Samples.message(IDS, session.id(), null, "m", Samples.NOON), List.of(), List.of()));
      }
      Opened.STORES.sessions().load(session, records);
      records.forEach(record -> ENTRIES.add(entry(owner, session.id(), record.message().id())));
    }
    for (int i = 0; i < ENTRIES.size(); i += 500) {
      Opened.STORES.index().put(ENTRIES.subList(i, i + 500));
    }
    Jdbi.create(Pgvector.pool())
        .useHandle(handle -> handle.execute("ANALYZE " + Opened.SCHEMA + ".message_embeddings"));
  }

  @Test
  void findsAlmostAllOfTheNearestAmongOneOwnersMessages() {
    int found = 0;
    long[] nanos = new long[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      UserId owner = USERS.get(i % OWNERS);
      Embedding wanted = near(CENTRES[RANDOM.nextInt(CLUSTERS)]);
      Set<MessageId> nearest = new HashSet<>(exact(owner, wanted));
      long start = System.nanoTime();
      List<MessageIndex.Hit> hits = search(owner, wanted);
      nanos[i] = System.nanoTime() - start;
      assertThat(hits).hasSize(NEAREST);
      found += (int) hits.stream().filter(hit -> nearest.contains(hit.messageId())).count();
    }
    Arrays.sort(nanos);
    double recall = (double) found / (QUERIES * NEAREST);
    System.out.printf(
        "pgvector, %,d vectors of %d owners: recall@%d %.3f, search p50 %.1f ms, p95 %.1f ms%n",
        VECTORS,
        OWNERS,
        NEAREST,
        recall,
        millis(nanos[QUERIES / 2]),
        millis(nanos[QUERIES * 95 / 100]));
    assertThat(recall).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void searchesThroughTheIndex() {
    Jdbi jdbi = Jdbi.create(Pgvector.pool());
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    long scans = 0;
    // The server counts scans a second late.
    while (scans == 0 && System.nanoTime() < until) {
      search(USERS.get(0), near(CENTRES[0]));
      scans =
          jdbi.withHandle(handle ->
              handle
                  .createQuery(
                      """
                      SELECT coalesce(sum(s.idx_scan), 0) FROM pg_stat_user_indexes s
                      JOIN pg_indexes i ON i.schemaname = s.schemaname AND i.indexname = s.indexrelname
                      WHERE s.schemaname = :schema AND i.indexdef LIKE '%USING hnsw%vector(384)%'
                      """)
                  .bind("schema", Opened.SCHEMA)
                  .mapTo(Long.class)
                  .one());
    }
    assertThat(scans).isPositive();
  }

  private static List<MessageIndex.Hit> search(UserId owner, Embedding wanted) {
    return Opened.STORES.index().search(new MessageIndex.Query(owner, MODEL, wanted, NEAREST));
  }

  private static List<MessageId> exact(UserId owner, Embedding wanted) {
    return ENTRIES.stream()
        .filter(entry -> entry.userId().equals(owner))
        .sorted(Comparator.comparingDouble(entry -> -entry.embedding().cosine(wanted)))
        .limit(NEAREST)
        .map(MessageIndex.Entry::messageId)
        .toList();
  }

  private static MessageIndex.Entry entry(UserId owner, SessionId session, MessageId message) {
    return new MessageIndex.Entry(
        message, session, owner, MODEL, near(CENTRES[RANDOM.nextInt(CLUSTERS)]));
  }

  private static Embedding near(float[] centre) {
    float[] values = noise(0.6f);
    for (int i = 0; i < DIMENSION; i++) {
      values[i] += centre[i];
    }
    return Embedding.of(values);
  }

  private static float[] noise(float size) {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = size * (float) RANDOM.nextGaussian();
    }
    return values;
  }

  private static double millis(long nanos) {
    return nanos / (double) Duration.ofMillis(1).toNanos();
  }

  private static final class Opened {
    static final String SCHEMA = Pgvector.newSchema();
    static final SearchedBy STORES = SearchedBy.of(Pgvector.pool(), SCHEMA, Pgvector::search);
  }
}
