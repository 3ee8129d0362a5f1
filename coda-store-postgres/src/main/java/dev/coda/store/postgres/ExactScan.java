package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.api.session.MessageIndex.Query;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * Compares a vector with the latest 50,000 messages of its owner, read as a stream: exact, at home
 * on any PostgreSQL. Thread-safe.
 */
final class ExactScan implements VectorSearch {
  private static final int SCANNED = 50_000;
  private static final int FETCHED = 500;

  /** Number of dimensions, flags, type, and size and lower bound of the one dimension. */
  private static final int ARRAY_HEAD = 20;

  private static final Comparator<Hit> WORST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .thenComparing(hit -> hit.messageId().value().toString(), Comparator.reverseOrder());

  private final Database database;
  private final String scan;

  ExactScan(Database database) {
    this.database = database;
    this.scan =
        database.sql(
            """
            SELECT message_id, session_id, array_send(embedding) AS embedding FROM {schema}.message_embeddings
            WHERE user_id = :owner AND model = :model AND cardinality(embedding) = :dimension
            ORDER BY created_at DESC LIMIT :scanned
            """);
  }

  @Override
  public List<Hit> search(Query query) {
    PriorityQueue<Hit> best = new PriorityQueue<>(WORST_FIRST);
    // The driver streams inside a transaction only.
    return database.inTransaction(handle -> {
      best.clear();
      handle
          .createQuery(scan)
          .bind("owner", query.userId().value())
          .bind("model", CleanText.clean(query.model()))
          .bind("dimension", query.embedding().dimension())
          .bind("scanned", SCANNED)
          .setFetchSize(FETCHED)
          .map((row, context) -> hit(row, query.embedding()))
          .forEach(hit -> {
            best.add(hit);
            if (best.size() > query.limit()) {
              best.remove();
            }
          });
      List<Hit> hits = new ArrayList<>(best);
      hits.sort(Collections.reverseOrder(WORST_FIRST));
      return List.copyOf(hits);
    });
  }

  private static Hit hit(ResultSet row, Embedding wanted) throws SQLException {
    return new Hit(
        new MessageId(row.getObject("message_id", UUID.class)),
        new SessionId(row.getObject("session_id", UUID.class)),
        vector(row.getBytes("embedding"), wanted.dimension()).cosine(wanted));
  }

  /** Reads the binary form of an array, which takes a fraction of what the driver's objects do. */
  private static Embedding vector(byte[] array, int dimension) {
    ByteBuffer bytes = ByteBuffer.wrap(array).position(ARRAY_HEAD);
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      // The length of the number is before it.
      bytes.getInt();
      values[i] = bytes.getFloat();
    }
    return Embedding.of(values);
  }
}
