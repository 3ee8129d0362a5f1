package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.SessionQuery;
import dev.coda.core.history.LogCompaction;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A database that an earlier version has filled is in use soon after the start of this one. {@code
 * -Dcoda.sessions=10000} makes one of a million messages and ten million events.
 */
@Tag("drill")
final class LargeMigrationTest {
  private static final int SESSIONS = Integer.getInteger("coda.sessions", 200);
  private static final int RUNS = 50 * SESSIONS;

  @Test
  void servesSoonAfterTheStart() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        HikariDataSource database =
            PostgresPool.open(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")) {
      timed("filling", Duration.ofHours(2), () -> fill(database));
      PostgresStores[] started = new PostgresStores[1];
      timed(
          "migration",
          Duration.ofSeconds(30),
          () -> started[0] = PostgresStores.builder(database).schema("public").build());
      try (PostgresStores stores = started[0]) {
        timed("first reads", Duration.ofSeconds(10), () -> read(stores));
        timed("first run", Duration.ofSeconds(10), () -> run(stores));
        timed("compaction of 100 logs", Duration.ofSeconds(30), () -> compact(stores));
      }
    }
  }

  private static void read(PostgresStores stores) {
    UserId user = new UserId(number(4, 1));
    SessionId session = stores.sessions().list(user, SessionQuery.first(20)).items().get(0).id();
    assertThat(stores.sessions().path(user, session, PathQuery.latest(null, 50))).hasSize(50);
    RunId last = new RunId(number(3, RUNS + 50L));
    assertThat(stores.runs().events(last, 0, 100)).hasSize(20);
    assertThat(stores.sessions().list(user, new SessionQuery("plans", 20, null)).items())
        .isNotEmpty();
  }

  private static void run(PostgresStores stores) {
    SampleIds ids = SampleIds.create();
    UserId user = UserId.next(ids);
    var session = Samples.session(ids, user, null, Samples.NOON);
    stores.sessions().create(session);
    var run = SampleRuns.withTools(ids, user, session.id(), null, Samples.NOON);
    run.playInto(stores.runs(), 3);
    assertThat(stores.runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
  }

  private static void compact(PostgresStores stores) {
    LogCompaction compaction = LogCompaction.of(stores.runs());
    assertThat(compaction.compact(Samples.NOON.plusSeconds(86_400_000), 100)).isEqualTo(100);
    assertThat(stores.runs().events(new RunId(number(3, 51)), 0, 100)).hasSize(1);
  }

  private static void fill(HikariDataSource database) throws Exception {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:dev/coda/store/postgres/migration")
        .table("coda_store_history")
        .defaultSchema("public")
        .placeholderReplacement(false)
        .target("4")
        .load()
        .migrate();
    try (InputStream file =
            Objects.requireNonNull(
                LargeMigrationTest.class.getResourceAsStream("large_database.sql"));
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      statement.execute("SET statement_timeout = 0");
      statement.execute(
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .replace("${sessions}", Integer.toString(SESSIONS)));
    }
  }

  private static UUID number(int kind, long number) {
    return UUID.fromString("00000000-0000-7000-8%03d-%012x".formatted(kind, number));
  }

  /** Fails if the work takes longer than that, and says what it took. */
  private static void timed(String what, Duration atMost, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%,d messages, %,d events: %s took %d ms%n",
        100 * SESSIONS, 20 * RUNS, what, took.toMillis());
    assertThat(took).as(what).isLessThan(atMost);
  }

  private interface Work {
    void run() throws Exception;
  }
}
