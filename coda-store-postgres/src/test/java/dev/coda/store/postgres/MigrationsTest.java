package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionSummary;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  private static final String EARLIER_COLUMN =
      """
      SELECT attname FROM pg_attribute
      WHERE attrelid = 'public.messages'::regclass AND attname = 'search' AND NOT attisdropped
      """;

  private static final String STORED_EARLIER =
      """
      INSERT INTO sessions (id, user_id, title, created_at, updated_at) VALUES
        ('00000000-0000-7000-8000-00000000000a', '{owner}', 'Early plans', '2026-01-05 12:00Z', '2026-01-05 12:10Z'),
        ('00000000-0000-7000-8000-00000000000b', '{owner}', 'Later plans', '2026-01-05 12:00Z', '2026-01-05 12:20Z');
      INSERT INTO messages (id, session_id, depth, role, content, parts, status, created_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '00000000-0000-7000-8000-00000000000a',
        1, 'user', 'Stra\u00dfe number ' || n, '[]', 'complete', TIMESTAMPTZ '2026-01-05 12:00Z' + n * INTERVAL '1 second'
      FROM generate_series(1, 500) n;
      """;

  private static EmbeddedPostgres server;

  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);
  private HikariDataSource database;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    execute(server.getPostgresDatabase(), "CREATE DATABASE fresh");
    database = PostgresPool.open(server.getJdbcUrl("postgres", "fresh"), "postgres", "postgres");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
    execute(server.getPostgresDatabase(), "DROP DATABASE fresh WITH (FORCE)");
  }

  @Test
  void leavesPublicToTheMigrationsOfAnApplicationThatStartsLater() throws SQLException {
    PostgresStores.create(database).close();

    assertThat(application("public").migrate().migrationsExecuted).isEqualTo(1);
    assertThat(names("SELECT tablename FROM pg_tables WHERE schemaname = 'coda'"))
        .contains("sessions", "runs", "run_events", "artifacts", "coda_store_migrations");
  }

  @Test
  void sharesASchemaWithAnApplicationThatHasMigrated() throws SQLException {
    Flyway application = application("public");
    application.migrate();

    PostgresStores.builder(database).schema("public").build().close();
    PostgresStores.builder(database).schema("public").build().close();

    assertThat(application.migrate().migrationsExecuted).isZero();
    assertThat(names("SELECT version::text FROM public.coda_store_migrations"))
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  void adoptsTablesThatFlywayHasMade() throws SQLException {
    flywayOfTheStore("2").migrate();
    Session session = Samples.session(ids, owner, "kept", Samples.NOON);
    try (PostgresStores stores = PostgresStores.builder(database).schema("public").build()) {
      stores.sessions().create(session);
    }
    try (PostgresStores stores = PostgresStores.builder(database).schema("public").build()) {
      assertThat(stores.sessions().find(owner, session.id())).isPresent();
    }
    assertThat(names("SELECT file FROM public.coda_store_migrations"))
        .containsExactly(
            "V1__sessions_runs_and_embeddings.sql",
            "V2__tool_permissions.sql",
            "V3__artifacts.sql",
            "V4__tries_of_runs.sql",
            "V5__words_of_messages.sql",
            "V6__a_row_for_each_commit.sql",
            "V7__rewritten_logs.sql");
  }

  @Test
  void refusesToOpenAnEmptyStoreBesideTheTablesInPublic() {
    flywayOfTheStore("3").migrate();

    assertThatThrownBy(() -> PostgresStores.create(database))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'public'")
        .hasMessageContaining("schema(…)");
    PostgresStores.builder(database).schema("coda").build().close();
    PostgresStores.create(database).close();
  }

  @Test
  void findsByWordsWhatAnEarlierVersionStored() throws SQLException {
    flywayOfTheStore("4").migrate();
    execute(database, STORED_EARLIER.replace("{owner}", owner.toString()));

    try (PostgresStores stores = PostgresStores.builder(database).schema("public").build()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stores.index().find(owner, "strasse", 1_000).size() == 500);
      await().atMost(Duration.ofSeconds(30)).until(() -> names(EARLIER_COLUMN).isEmpty());
      assertThat(stores.index().find(owner, "strasse number", 1))
          .extracting(place -> place.messageId().toString())
          .containsExactly("00000000-0000-7000-8000-000000000500");
      assertThat(stores.sessions().list(owner, SessionQuery.first(10)).items())
          .extracting(SessionSummary::title)
          .containsExactly("Later plans", "Early plans");
      assertThat(stores.sessions().list(owner, new SessionQuery("plan", 1, null)).items())
          .extracting(SessionSummary::title)
          .containsExactly("Later plans");
    }
  }

  @Test
  void continuesARunThatAnEarlierVersionHasBegun() {
    flywayOfTheStore("5").migrate();
    SampleRun run =
        SampleRuns.withTools(ids, owner, SessionId.next(ids), null, Samples.NOON)
            .leasedUntil(Samples.NOON.plusSeconds(60));
    int begun = run.events().size() / 2;
    storeAsEarlier(run, begun);

    try (PostgresStores stores = PostgresStores.builder(database).schema("public").build()) {
      assertThat(stores.runs().events(run.id(), 0, 1_000))
          .isEqualTo(run.events().subList(0, begun));
      assertThat(stores.runs().find(owner, run.id()).orElseThrow().lastSeq()).isEqualTo(begun);
      RunProjection half = RunProjection.of(run.events().subList(0, begun));
      assertThat(details(stores, half).toolCalls()).isEqualTo(half.toolCalls());

      run.commits(1).subList(begun, run.events().size()).forEach(stores.runs()::append);

      RunProjection whole = run.projection();
      assertThat(stores.runs().events(run.id(), 0, 1_000)).isEqualTo(run.events());
      assertThat(details(stores, whole).node().message()).isEqualTo(whole.answer().orElseThrow());
      assertThat(details(stores, whole).toolCalls()).isEqualTo(whole.toolCalls());
      assertThat(details(stores, whole).thoughts()).isEqualTo(whole.thoughts());
    }
  }

  @Test
  void leavesNothingBehindWhenAFileFails() throws SQLException {
    execute(database, "CREATE SCHEMA coda; CREATE TABLE coda.artifacts (id INTEGER)");

    assertThatThrownBy(() -> PostgresStores.create(database)).hasMessageContaining("42P07");

    assertThat(names("SELECT tablename FROM pg_tables WHERE schemaname = 'coda'"))
        .containsExactly("artifacts");
  }

  @Test
  void needsNoRightToCreateSchemasWhereTheSchemaExists() throws SQLException {
    execute(
        database,
        "CREATE ROLE tenant LOGIN PASSWORD 'tenant'; CREATE SCHEMA coda AUTHORIZATION tenant");
    try (HikariDataSource tenant =
        PostgresPool.open(server.getJdbcUrl("tenant", "fresh"), "tenant", "tenant")) {
      PostgresStores.create(tenant).close();
    }
    assertThat(names("SELECT tablename FROM pg_tables WHERE schemaname = 'coda'"))
        .contains("sessions");
  }

  @Test
  void gathersEveryFileOfTheFolder() throws Exception {
    PostgresStores.create(database).close();
    Path folder = Path.of(PostgresStores.class.getResource("migration").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(names("SELECT file FROM coda.coda_store_migrations"))
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private MessageDetails details(PostgresStores stores, RunProjection run) {
    return stores.sessions().message(owner, run.answer().orElseThrow().id()).orElseThrow();
  }

  /** Stores an active run as version 5 did: a row for each event, and one for each call. */
  private void storeAsEarlier(SampleRun run, int events) {
    RunProjection rows = RunProjection.of(run.events().subList(0, events));
    Jdbi.create(database)
        .useHandle(handle -> {
          handle.execute(
              "INSERT INTO sessions (id, user_id, created_at, updated_at) VALUES (?, ?, now(),"
                  + " now())",
              run.session().value(),
              owner.value());
          for (Message message :
              List.of(rows.userMessage().orElseThrow(), rows.answer().orElseThrow())) {
            MessageId parent = message.parentId();
            handle.execute(
                """
                INSERT INTO messages (id, session_id, parent_id, depth, run_id, role, content, parts, status, created_at)
                VALUES (?, ?, ?::uuid, ?, ?::uuid, ?, '', '[]', ?, ?)
                """,
                message.id().value(),
                run.session().value(),
                parent == null ? null : parent.toString(),
                parent == null ? 1 : 2,
                parent == null ? null : run.id().toString(),
                parent == null ? "user" : "assistant",
                parent == null ? "complete" : "partial",
                message.createdAt());
          }
          handle.execute(
              """
              INSERT INTO runs (id, session_id, user_id, branch, status, model_provider, model_name, lease_owner,
                lease_until, fence, last_seq, started_at)
              VALUES (?, ?, ?, ?, 'running', 'sample', 'one', ?, ?, 1, ?, ?)
              """,
              run.id().value(),
              run.session().value(),
              owner.value(),
              run.record().branch(),
              SampleRun.LEASE_OWNER,
              run.leaseUntil(),
              events,
              run.events().get(0).ts());
          for (RunEvent event : run.events().subList(0, events)) {
            handle.execute(
                "INSERT INTO run_events (run_id, seq, type, payload, ts) VALUES (?, ?, ?, ?::json,"
                    + " ?)",
                run.id().value(),
                event.seq(),
                event.payload().type(),
                EventCodec.payloadJson(event.payload()),
                event.ts());
          }
          for (ToolCall call : rows.toolCalls()) {
            handle.execute(
                """
                INSERT INTO tool_calls (id, message_id, session_id, run_id, tool_name, input_params, status, trace_id,
                  created_at)
                VALUES (?, ?, ?, ?, ?, '{}', 'pending', ?, ?)
                """,
                call.id().value(),
                call.messageId().value(),
                run.session().value(),
                run.id().value(),
                call.toolName(),
                call.traceId(),
                call.createdAt());
          }
        });
  }

  private Flyway application(String schema) {
    return Flyway.configure()
        .dataSource(database)
        .schemas(schema)
        .locations("classpath:dev/coda/store/postgres/application")
        .load();
  }

  /** As earlier versions of the store did it. */
  private Flyway flywayOfTheStore(String target) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:dev/coda/store/postgres/migration")
        .table("coda_store_history")
        .defaultSchema("public")
        .schemas("public")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .placeholderReplacement(false)
        .target(target)
        .load();
  }

  private List<String> names(String query) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query + " ORDER BY 1")) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private static void execute(DataSource target, String sql) throws SQLException {
    try (Connection connection = target.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
