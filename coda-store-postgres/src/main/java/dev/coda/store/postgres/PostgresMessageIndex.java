package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.content.Role;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Stores embeddings in PostgreSQL; how they are searched depends on its extensions. Thread-safe.
 */
final class PostgresMessageIndex implements MessageIndex {
  /**
   * Messages of one user that are sorted. Words in more of them are looked for in as many of the
   * latest, and in any others.
   */
  static final int MOST_HITS = 500;

  static final String FIND =
      """
      WITH hits AS MATERIALIZED (
        SELECT w.message_id, w.session_id, w.created_at FROM {schema}.message_words w
        WHERE w.words @@ :words::tsquery AND w.user_id IS NOT DISTINCT FROM :owner
        LIMIT :most
      ), latest AS MATERIALIZED (
        SELECT l.message_id, l.session_id, l.created_at FROM (
          SELECT w.message_id, w.session_id, w.created_at, w.words FROM {schema}.message_words w
          WHERE w.user_id = :owner AND (SELECT count(*) FROM hits) = :most
          ORDER BY w.created_at DESC, w.message_id DESC LIMIT :most) l
        WHERE l.words @@ :words::tsquery)
      SELECT message_id AS id, session_id FROM (
        SELECT * FROM hits UNION SELECT * FROM latest) found
      ORDER BY created_at DESC, message_id DESC LIMIT :limit
      """;

  private final Database database;
  private final VectorSearch vectors;
  private final String put;
  private final String find;
  private final String excerpts;
  private final String missing;

  PostgresMessageIndex(Database database, VectorSearch vectors) {
    this.database = database;
    this.vectors = vectors;
    // The lock waits for a deletion and then finds no row, while without the lock the foreign key
    // would fail.
    this.put =
        database.sql(
            """
            INSERT INTO {schema}.message_embeddings (message_id, session_id, user_id, model, embedding)
            SELECT m.id, s.id, s.user_id, :model, :embedding
            FROM {schema}.messages m JOIN {schema}.sessions s ON s.id = m.session_id
            WHERE m.id = :message AND s.id = :session AND s.user_id = :owner
            FOR KEY SHARE OF m
            ON CONFLICT (message_id, model)
            DO UPDATE SET embedding = EXCLUDED.embedding, created_at = now()
            """);
    this.find = database.sql(FIND);
    this.excerpts =
        database.sql(
            """
            SELECT m.id, m.session_id, m.role, m.status, m.created_at, left(m.content, :length) AS content
            FROM {schema}.messages m JOIN {schema}.sessions s ON s.id = m.session_id
            WHERE m.id = ANY (:ids::uuid[]) AND s.user_id = :owner
            """);
    this.missing =
        database.sql(
            """
            SELECT m.id, m.session_id, s.user_id, left(m.content, 8000) AS content FROM {schema}.messages m
            JOIN {schema}.sessions s ON s.id = m.session_id
            WHERE m.status <> 'partial' AND m.role <> 'system' AND m.content <> ''
              AND (:after::uuid IS NULL OR (m.created_at, m.id) < (
                SELECT a.created_at, a.id FROM {schema}.messages a WHERE a.id = :after::uuid))
              AND NOT EXISTS (SELECT FROM {schema}.message_embeddings e
                WHERE e.message_id = m.id AND e.model = :model)
            ORDER BY m.created_at DESC, m.id DESC LIMIT :limit
            """);
  }

  @Override
  public void put(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    for (Entry entry : entries) {
      vectors.prepare(entry.model(), entry.embedding().dimension());
    }
    database.inTransaction(handle -> {
      PreparedBatch batch = handle.prepareBatch(put);
      for (Entry entry : entries) {
        batch
            .bind("message", entry.messageId().value())
            .bind("session", entry.sessionId().value())
            .bind("owner", entry.userId().value())
            .bind("model", CleanText.clean(entry.model()))
            .bind("embedding", array(entry.embedding()))
            .add();
      }
      return batch.execute();
    });
    vectors.stored(entries);
  }

  @Override
  public List<Hit> search(Query query) {
    return vectors.search(query);
  }

  @Override
  public List<Place> find(UserId owner, String words, int limit) {
    String query = WordSql.inMessages(owner, words);
    if (query.isEmpty()) {
      return List.of();
    }
    return database.with(handle ->
        handle
            .createQuery(find)
            .bind("owner", owner.value())
            .bind("words", query)
            .bind("most", MOST_HITS)
            .bind("limit", limit)
            .map((row, context) ->
                new Place(
                    new MessageId(row.getObject("id", UUID.class)),
                    new SessionId(row.getObject("session_id", UUID.class))))
            .list());
  }

  @Override
  public List<Excerpt> excerpts(UserId owner, Collection<MessageId> ids, int length) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.with(handle ->
        handle
            .createQuery(excerpts)
            .bind("ids", Bind.column(List.copyOf(ids), MessageId::value))
            .bind("owner", owner.value())
            .bind("length", length)
            .map((row, context) ->
                new Excerpt(
                    new MessageId(row.getObject("id", UUID.class)),
                    new SessionId(row.getObject("session_id", UUID.class)),
                    Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                    MessageStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                    Rows.time(row, "created_at"),
                    row.getString("content")))
            .list());
  }

  @Override
  public List<Unembedded> missing(String model, @Nullable MessageId after, int limit) {
    return database.with(handle ->
        handle
            .createQuery(missing)
            .bind("model", CleanText.clean(model))
            .bind("after", after == null ? null : after.value())
            .bind("limit", limit)
            .map((row, context) ->
                new Unembedded(
                    new MessageId(row.getObject("id", UUID.class)),
                    new SessionId(row.getObject("session_id", UUID.class)),
                    new UserId(row.getObject("user_id", UUID.class)),
                    Objects.requireNonNull(row.getString("content"))))
            .list());
  }

  private static Argument array(Embedding embedding) {
    float[] values = embedding.toArray();
    return (position, statement, context) -> statement.setObject(position, values);
  }
}
