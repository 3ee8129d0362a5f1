package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Embedding;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Reads vectors of one owner as a stream, the latest first. Thread-safe. */
final class VectorRows {
  private static final int FETCHED = 500;

  /** Number of dimensions, flags, type, and size and lower bound of the one dimension. */
  private static final int ARRAY_HEAD = 20;

  private final Database database;
  private final String read;

  VectorRows(Database database) {
    this.database = database;
    this.read =
        database.sql(
            """
            SELECT message_id, session_id, created_at, array_send(embedding) AS embedding
            FROM {schema}.message_embeddings
            WHERE user_id = :owner AND model = :model AND cardinality(embedding) = :dimension
              AND created_at > :after
            ORDER BY created_at DESC LIMIT :limit
            """);
  }

  /**
   * Reads vectors that were stored after a time.
   *
   * @param limit the maximum number
   * @param start creates the receiver of the rows, again if the statement has to be repeated
   * @param take receives each row
   */
  <T> T read(
      VectorOwner owner,
      OffsetDateTime after,
      int limit,
      Supplier<T> start,
      BiConsumer<? super T, Row> take) {
    // The driver streams inside a transaction only.
    return database.inTransaction(handle -> {
      T taker = start.get();
      handle
          .createQuery(read)
          .bind("owner", owner.user().value())
          .bind("model", CleanText.clean(owner.model()))
          .bind("dimension", owner.dimension())
          .bind("after", after)
          .bind("limit", limit)
          .setFetchSize(FETCHED)
          .map((row, context) -> row(row, owner.dimension()))
          .forEach(row -> take.accept(taker, row));
      return taker;
    });
  }

  private static Row row(ResultSet row, int dimension) throws SQLException {
    return new Row(
        new MessageId(row.getObject("message_id", UUID.class)),
        new SessionId(row.getObject("session_id", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class),
        vector(row.getBytes("embedding"), dimension));
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

  /** A message's vector. Immutable. */
  record Row(MessageId message, SessionId session, OffsetDateTime storedAt, Embedding embedding) {}
}
