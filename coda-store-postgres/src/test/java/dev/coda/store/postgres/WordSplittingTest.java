package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.UserId;
import dev.coda.testkit.store.SampleIds;
import java.util.Random;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.junit.jupiter.api.Test;

/** Compares how words are split with what PostgreSQL did in the columns of earlier versions. */
final class WordSplittingTest {
  private static final int TEXTS = 2_000;

  private static final String[] PIECES = {
    "dog",
    "Dogs",
    "apple",
    "APPLESAUCE",
    "café",
    "Éclair",
    "naïve",
    "Ångström",
    "привет",
    "МОСКВА",
    "γειά",
    "42",
    "007",
    "3",
    "v2",
    "12abc",
    "a1b2",
    "1e5",
    "0x1f",
    "x",
    "I",
    "the",
    "tHe"
  };
  private static final String[] SEPARATORS = {
    " ", "  ", "\n", "\t", ". ", ", ", "-", "_", "/", "@", ".", ":", "'", "\"", "\\", "&", "|", "!",
    "*", "(", ") ", "<", ">", "=", "+", "#", "$", "%", ";", "?", "[", "]", "^", "`", "{", "}", "~"
  };

  private final long seed = Long.getLong("coda.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final UserId owner = UserId.next(SampleIds.create());

  @Test
  void findsInLatinGreekAndCyrillicTextsWhatAGeneratedColumnFound() {
    Jdbi jdbi = Jdbi.create(TestDatabase.POOL);
    // The list of separators looks like a template's.
    jdbi.setTemplateEngine(TemplateEngine.NOP);
    jdbi.useHandle(handle -> {
      int found = 0;
      for (int i = 0; i < TEXTS; i++) {
        String text = text(1 + random.nextInt(8));
        String wanted = random.nextInt(4) == 0 ? text : beginnings(text(1 + random.nextInt(2)));
        boolean before = foundBefore(handle, text, wanted);
        found += before ? 1 : 0;
        assertThat(isFound(handle, text, wanted))
            .as("'%s' in '%s', -Dcoda.seed=%d", wanted, text, seed)
            .isEqualTo(before);
      }
      assertThat(found).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    });
  }

  private boolean isFound(Handle handle, String text, String wanted) {
    String query = WordSql.inMessages(owner, wanted);
    return !query.isEmpty()
        && handle
            .createQuery(
                "SELECT "
                    + WordSql.OWNED
                    + " @@ :query::tsquery FROM (SELECT :words::text AS words) w, (SELECT"
                    + " :owner::uuid AS user_id) s")
            .bind("words", WordSql.ofMessage(text))
            .bind("owner", owner.value())
            .bind("query", query)
            .mapTo(Boolean.class)
            .one();
  }

  private static boolean foundBefore(Handle handle, String text, String wanted) {
    StringJoiner query = new StringJoiner(" & ");
    for (String word : wanted.split("[\\p{Punct}\\s]+", -1)) {
      if (!word.isEmpty()) {
        query.add("'" + word + "':*");
      }
    }
    return query.length() > 0
        && handle
            .createQuery(
                """
                SELECT to_tsvector('simple', translate(:text, '!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 32)))
                  @@ to_tsquery('simple', :query)
                """)
            .bind("text", text)
            .bind("query", query.toString())
            .mapTo(Boolean.class)
            .one();
  }

  private String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)])
          .append(SEPARATORS[random.nextInt(SEPARATORS.length)]);
    }
    return text.toString();
  }

  private String beginnings(String text) {
    return random.nextBoolean() ? text : text.substring(0, 1 + random.nextInt(text.length()));
  }
}
