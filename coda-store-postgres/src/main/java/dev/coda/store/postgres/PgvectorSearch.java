package dev.coda.store.postgres;

import com.pgvector.PGvector;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.api.session.MessageIndex.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Searches with the extension pgvector, through an HNSW index, one for each model and dimension.
 * Vectors stay {@code real[]}; the index is on their cast, so that the table is the same with and
 * without the extension. Thread-safe.
 */
final class PgvectorSearch implements VectorSearch {
  /** HNSW indexes of pgvector's type {@code vector} end here. */
  private static final int MOST_DIMENSIONS = 2_000;

  private static final int LEAST_CANDIDATES = 200;
  private static final int MOST_CANDIDATES = 1_000;

  private final Database database;
  private final String extension;
  private final Map<String, Boolean> indexed = new ConcurrentHashMap<>();
  private final String indexText;

  private PgvectorSearch(Database database, String extension) {
    this.database = database;
    this.extension = extension;
    this.indexText =
        database.sql(
            sql(
                """
                SELECT format('CREATE INDEX IF NOT EXISTS %I ON {schema}.message_embeddings USING hnsw '
                  '((embedding::{vector}.vector(%s)) {vector}.vector_cosine_ops) '
                  'WHERE model = %L AND cardinality(embedding) = %s',
                  'message_embeddings_' || left(md5(:model), 12) || '_' || :dimension,
                  :dimension, :model, :dimension)
                """));
  }

  /**
   * Returns a search if the extension is installed; null if it is not.
   *
   * @param install whether to try to install it, which needs special rights
   */
  static @Nullable PgvectorSearch find(Database database, boolean install) {
    if (install && database.with(PgvectorSearch::canInstall)) {
      try {
        database.with(handle -> handle.execute("CREATE EXTENSION IF NOT EXISTS vector"));
      } catch (StoreException e) {
        // Not permitted: another user may install it later, and until then the exact scan is used.
      }
    }
    // Version 0.8 added scans that continue after a filter, without which an index finds too
    // little.
    Optional<String> schema =
        database.with(handle ->
            handle
                .createQuery(
                    """
                    SELECT quote_ident(n.nspname)
                    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                    WHERE e.extname = 'vector' AND string_to_array(e.extversion, '.')::int[] >= '{0,8}'
                    """)
                .mapTo(String.class)
                .findOne());
    return schema.map(name -> new PgvectorSearch(database, name)).orElse(null);
  }

  private static boolean canInstall(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM pg_available_extensions
              WHERE name = 'vector' AND installed_version IS NULL)
            """)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void prepare(String model, int dimension) {
    if (dimension <= MOST_DIMENSIONS) {
      indexed.computeIfAbsent(model + " " + dimension, key -> index(model, dimension));
    }
  }

  @Override
  public List<Hit> search(Query query) {
    int dimension = query.embedding().dimension();
    return database.inTransaction(handle -> {
      if (dimension <= MOST_DIMENSIONS) {
        List<Hit> near = nearby(handle, query, dimension);
        // The index gives up after this number of other owners' vectors; then the owner's are read
        // through.
        if (near.size() == query.limit()) {
          return near;
        }
      }
      return hits(handle, query, exact(dimension));
    });
  }

  private List<Hit> nearby(Handle handle, Query query, int dimension) {
    int candidates = Math.min(MOST_CANDIDATES, Math.max(LEAST_CANDIDATES, 4 * query.limit()));
    handle.execute("SET LOCAL hnsw.iterative_scan = strict_order");
    handle.execute("SET LOCAL hnsw.ef_search = " + candidates);
    // A generic plan does not know the model, and so does not use the index.
    handle.execute("SET LOCAL plan_cache_mode = force_custom_plan");
    handle.execute("SET LOCAL enable_sort = off");
    return hits(
        handle,
        query,
        """
        SELECT message_id, session_id, 1 - (embedding::{vector}.vector(%1$d)
          OPERATOR({vector}.<=>) :embedding::{vector}.vector(%1$d)) AS score
        FROM {schema}.message_embeddings
        WHERE user_id = :owner AND model = :model AND cardinality(embedding) = %1$d
        ORDER BY embedding::{vector}.vector(%1$d) OPERATOR({vector}.<=>) :embedding::{vector}.vector(%1$d)
        LIMIT :limit
        """
            .formatted(dimension));
  }

  /** A vector of zeros is at no angle to any other, which counts as a right angle. */
  private static String exact(int dimension) {
    return """
    WITH mine AS MATERIALIZED (
      SELECT message_id, session_id, embedding::{vector}.vector(%1$d)
        OPERATOR({vector}.<=>) :embedding::{vector}.vector(%1$d) AS distance
      FROM {schema}.message_embeddings
      WHERE user_id = :owner AND model = :model AND cardinality(embedding) = %1$d
    ), scored AS (
      SELECT message_id, session_id, CASE WHEN distance = 'NaN' THEN 0 ELSE 1 - distance END AS score
      FROM mine
    )
    SELECT message_id, session_id, score FROM scored ORDER BY score DESC, message_id LIMIT :limit
    """
        .formatted(dimension);
  }

  private List<Hit> hits(Handle handle, Query query, String statement) {
    return handle
        .createQuery(database.sql(sql(statement)))
        .bind("owner", query.userId().value())
        .bind("model", CleanText.clean(query.model()))
        .bind("embedding", vector(query.embedding()))
        .bind("limit", query.limit())
        .map(PgvectorSearch::hit)
        .list();
  }

  /** Makes the index before the first vector of its kind, when that takes no time. */
  private boolean index(String model, int dimension) {
    try {
      return database.inTransaction(handle -> {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('coda.message_embeddings'))");
        String statement =
            handle
                .createQuery(indexText)
                .bind("model", CleanText.clean(model))
                .bind("dimension", dimension)
                .mapTo(String.class)
                .one();
        handle.execute(statement);
        return true;
      });
    } catch (StoreException e) {
      // A database user that may not make indexes searches without.
      return false;
    }
  }

  private String sql(String statement) {
    return statement.replace("{vector}", extension);
  }

  private static Argument vector(Embedding embedding) {
    PGvector vector = new PGvector(embedding.toArray());
    return (position, statement, context) -> statement.setObject(position, vector);
  }

  private static Hit hit(ResultSet row, StatementContext context) throws SQLException {
    return new Hit(
        new MessageId(row.getObject("message_id", UUID.class)),
        new SessionId(row.getObject("session_id", UUID.class)),
        row.getDouble("score"));
  }
}
