package dev.coda.store.postgres;

import dev.coda.api.error.StoreException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the words of messages that an earlier version stored, the latest first, while the store is
 * in use: a few messages in one short transaction, and as much time between two. At the end it
 * drops the column in which their words were. Ends early when the store is closed, and is continued
 * by whichever store is built next. Several processes may do the same; the later one changes
 * nothing. Thread-safe.
 */
final class WordsOfEarlierMessages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WordsOfEarlierMessages.class);
  private static final int BATCH = 200;
  private static final long PAUSE_SECONDS = 10;

  private final Database database;
  private final String missing;
  private final String write;
  private final Thread thread;

  private WordsOfEarlierMessages(Database database) {
    this.database = database;
    this.missing =
        database.sql(
            """
            SELECT m.id, left(m.content, :searched) AS content FROM {schema}.messages m
            WHERE m.content <> '' AND (:after::uuid IS NULL OR (m.created_at, m.id) < (
                SELECT a.created_at, a.id FROM {schema}.messages a WHERE a.id = :after::uuid))
              AND NOT EXISTS (SELECT FROM {schema}.message_words w WHERE w.message_id = m.id)
            ORDER BY m.created_at DESC, m.id DESC LIMIT :limit
            """);
    this.write =
        database.sql(
            """
            INSERT INTO {schema}.message_words (message_id, session_id, user_id, created_at, words)
            SELECT m.id, s.id, s.user_id, m.created_at,
            """
                + WordSql.OWNED
                + """
                 FROM unnest(:w_id::uuid[], :w_words::text[]) AS w (id, words)
                JOIN {schema}.messages m ON m.id = w.id JOIN {schema}.sessions s ON s.id = m.session_id
                FOR KEY SHARE OF m
                ON CONFLICT (message_id) DO NOTHING
                """);
    this.thread = new Thread(this::work, "coda-store-words");
    thread.setDaemon(true);
  }

  /** Starts the work on a daemon thread. */
  static WordsOfEarlierMessages start(Database database) {
    WordsOfEarlierMessages words = new WordsOfEarlierMessages(database);
    words.thread.start();
    return words;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void work() {
    try {
      UUID after = null;
      boolean done = false;
      while (!done) {
        long start = System.nanoTime();
        try {
          List<Text> texts = read(after);
          if (!texts.isEmpty()) {
            write(texts);
            after = texts.get(texts.size() - 1).id();
          } else if (after != null) {
            // A process of the earlier version may have stored more meanwhile.
            after = null;
          } else {
            dropColumn();
            done = true;
          }
        } catch (StoreException e) {
          LOG.warn("Words of earlier messages wait for {} s", PAUSE_SECONDS, e);
          after = null;
          TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
        TimeUnit.NANOSECONDS.sleep(System.nanoTime() - start);
      }
      LOG.info("Earlier messages are found by their words");
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  private List<Text> read(@Nullable UUID after) {
    return database.with(handle ->
        handle
            .createQuery(missing)
            .bind("searched", WordSql.SEARCHED)
            .bind("after", after)
            .bind("limit", BATCH)
            .map((row, context) ->
                new Text(row.getObject("id", UUID.class), row.getString("content")))
            .list());
  }

  private void write(List<Text> texts) {
    database.with(handle ->
        handle
            .createUpdate(write)
            .bind("w_id", Bind.column(texts, Text::id))
            .bind("w_words", Bind.column(texts, text -> WordSql.ofMessage(text.content())))
            .execute());
  }

  /** Gives way to statements that lock the table, since all others would wait after this one. */
  private void dropColumn() {
    database.inTransaction(handle -> {
      handle.execute("SET LOCAL lock_timeout = '1s'");
      return handle.execute(
          database.sql("ALTER TABLE {schema}.messages DROP COLUMN IF EXISTS search"));
    });
  }

  private record Text(UUID id, String content) {}
}
