package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** PostgreSQL updates a row in place, without its indices, where none of their columns changes. */
final class UpdatesInPlaceTest {
  private static final int TURNS = 60;

  private final String schema = TestDatabase.newSchema();
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);

  @Test
  void turnsLeaveTheIndicesOfSessionsAlone() {
    try (PostgresStores stores =
        PostgresStores.builder(TestDatabase.POOL)
            .schema(schema)
            .clock(Clock.fixed(Samples.NOON.plusSeconds(60), ZoneOffset.UTC))
            .build()) {
      for (int i = 0; i < TURNS; i++) {
        Session session = Samples.session(ids, owner, null, Samples.NOON);
        stores.sessions().create(session);
        SampleRuns.withTools(ids, owner, session.id(), null, Samples.NOON)
            .playInto(stores.runs(), 10);
        stores
            .sessions()
            .update(owner, session.id(), SessionChange.create().title("A title of its own"));
      }
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> count("n_tup_upd") >= 3L * TURNS);
    assertThat(count("n_tup_hot_upd")).isGreaterThanOrEqualTo(count("n_tup_upd") * 9 / 10);
  }

  /** The server counts a second late. */
  private long count(String column) {
    return Jdbi.create(TestDatabase.POOL)
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT "
                        + column
                        + " FROM pg_stat_user_tables WHERE schemaname = :schema AND relname ="
                        + " 'sessions'")
                .bind("schema", schema)
                .mapTo(Long.class)
                .one());
  }
}
