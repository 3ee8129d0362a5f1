package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.id.UserId;
import dev.coda.testkit.store.SampleIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user with many messages among others, {@code -Dcoda.messages=100000} for more. */
final class ManyMessagesTest {
  private static final int MESSAGES = Integer.getInteger("coda.messages", 20_000);
  private static final int FEW_BLOCKS = 200;
  private static final int BLOCKS = 2 * PostgresMessageIndex.MOST_HITS + 1_000;

  private static final String SCHEMA = TestDatabase.newSchema();
  private static final SampleIds IDS = SampleIds.create();
  private static final UserId OWNER = UserId.next(IDS);
  private static final UserId STRANGER = UserId.next(IDS);

  @BeforeAll
  static void fill() {
    PostgresStores.builder(TestDatabase.POOL).schema(SCHEMA).build().close();
    Jdbi.create(TestDatabase.POOL)
        .useHandle(handle -> {
          fill(handle, OWNER, "");
          fill(handle, STRANGER, "strange");
          handle.execute("VACUUM ANALYZE " + SCHEMA + ".message_words");
        });
  }

  private static void fill(Handle handle, UserId user, String word) {
    handle.execute(
        sql("""
        INSERT INTO {schema}.sessions (id, user_id, created_at, updated_at)
        SELECT gen_random_uuid(), '{user}', now(), now() FROM generate_series(1, 200);
        INSERT INTO {schema}.messages (id, session_id, depth, role, content, parts, status, created_at)
        SELECT gen_random_uuid(), s.id, 1, 'user',
          ' common ' || md5(n::text) || CASE WHEN n % 1000 = 0 THEN ' rare {word}' ELSE '' END,
          '[]', 'complete', TIMESTAMPTZ '2026-01-01' + n * INTERVAL '1 second'
        FROM (SELECT id, row_number() OVER () AS number FROM {schema}.sessions WHERE user_id = '{user}') s
        JOIN generate_series(1, {messages}) n ON s.number = 1 + n % 200;
        INSERT INTO {schema}.message_words (message_id, session_id, user_id, created_at, words)
        SELECT w.id, s.id, s.user_id, w.created_at, {owned}
        FROM (SELECT id, session_id, created_at, content AS words FROM {schema}.messages) w
        JOIN {schema}.sessions s ON s.id = w.session_id AND s.user_id = '{user}'
        """)
            .replace("{user}", user.toString())
            .replace("{word}", word));
  }

  @Test
  void readsFewBlocksForWordsInFewMessages() {
    assertThat(found(OWNER, "common rare")).isEqualTo(Math.min(64, MESSAGES / 1000));
    assertThat(blocks(OWNER, "common rare")).isLessThan(FEW_BLOCKS);
  }

  @Test
  void readsNoMoreWhereOtherUsersHaveTheWord() {
    assertThat(found(OWNER, "strange")).isZero();
    assertThat(blocks(OWNER, "strange")).isLessThan(FEW_BLOCKS / 10);
  }

  @Test
  void readsSoManyBlocksAtMostForAWordInEachMessage() {
    assertThat(found(OWNER, "common")).isEqualTo(64);
    assertThat(blocks(OWNER, "common")).isLessThan(BLOCKS);
    // A word that begins each word of each message.
    assertThat(blocks(OWNER, "c")).isLessThan(BLOCKS);
  }

  @Test
  void findsTheLatestOfAWordInEachMessage() {
    UUID[] found =
        index().find(OWNER, "common", 5).stream()
            .map(place -> place.messageId().value())
            .toArray(UUID[]::new);
    long latest =
        Jdbi.create(TestDatabase.POOL)
            .withHandle(handle ->
                handle
                    .createQuery(
                        sql(
                            """
                            SELECT count(*) FROM {schema}.messages WHERE id = ANY (:ids)
                              AND created_at > TIMESTAMPTZ '2026-01-01' + ({messages} - 5) * INTERVAL '1 second'
                            """))
                    .bind("ids", found)
                    .mapTo(Long.class)
                    .one());

    assertThat(latest).isEqualTo(5);
  }

  private static int found(UserId user, String words) {
    return index().find(user, words, 64).size();
  }

  private static PostgresMessageIndex index() {
    Database database = new Database(TestDatabase.POOL, SCHEMA, 2);
    return new PostgresMessageIndex(database, new ExactScan(database));
  }

  private static long blocks(UserId user, String words) {
    String plan =
        Jdbi.create(TestDatabase.POOL)
            .withHandle(handle ->
                handle
                    .createQuery(
                        "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql(PostgresMessageIndex.FIND))
                    .bind("owner", user.value())
                    .bind("words", WordSql.inMessages(user, words))
                    .bind("most", PostgresMessageIndex.MOST_HITS)
                    .bind("limit", 64)
                    .mapTo(String.class)
                    .one());
    JsonNode root = read(plan).path(0);
    long blocks =
        root.path("Plan").path("Shared Hit Blocks").asLong()
            + root.path("Plan").path("Shared Read Blocks").asLong();
    System.out.printf(
        "%,d messages of each of two users, '%s': %,d blocks, %.1f ms%n",
        MESSAGES, words, blocks, root.path("Execution Time").asDouble());
    return blocks;
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sql(String statement) {
    return statement
        .replace("{schema}", SCHEMA)
        .replace("{messages}", Integer.toString(MESSAGES))
        .replace("{owned}", WordSql.OWNED);
  }
}
