package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.Samples;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
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
        .containsExactly("1", "2", "3", "4");
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
            "V4__tries_of_runs.sql");
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
