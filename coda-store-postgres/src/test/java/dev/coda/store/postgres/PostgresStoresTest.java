package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import dev.coda.testkit.store.SampleIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import dev.coda.testkit.store.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class PostgresStoresTest {
  private final SampleIds ids = SampleIds.create();
  private final UserId owner = UserId.next(ids);

  @Test
  void findsEverythingAgainWhenBuiltAnew() {
    String schema = TestDatabase.newSchema();
    SampleRun run;
    try (PostgresStores before = stores(schema)) {
      run = SampleRuns.withTools(ids, owner, newSession(before), null, Samples.NOON);
      run.playInto(before.runs(), 5);
    }
    try (PostgresStores after = stores(schema)) {
      assertThat(after.runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
      assertThat(after.sessions().find(owner, run.session())).isPresent();
    }
  }

  @Test
  void letsProcessesThatStartTogetherMigrateOnce() {
    String schema = TestDatabase.newSchema();
    List<PostgresStores> replicas =
        List.of(1, 2, 3, 4).parallelStream().map(replica -> stores(schema)).toList();
    assertThat(replicas).allSatisfy(stores -> assertThat(newSession(stores)).isNotNull());
  }

  @Test
  void takesPlainNamesForSchemasOnly() {
    PostgresStores.Builder builder = PostgresStores.builder(TestDatabase.POOL);
    for (String name : List.of("", "a b", "A", "1a", "a;drop", "a\"", "a.b")) {
      assertThatThrownBy(() -> builder.schema(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void leavesTheDataSourceOpen() throws SQLException {
    PostgresStores stores = stores(TestDatabase.newSchema());
    stores.close();
    assertThat(failure(() -> newSession(stores)).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
    assertThat(count("SELECT 1")).isEqualTo(1);
  }

  @Test
  void saysThatAServerIsUnavailable() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://localhost:1/none");
    PostgresStores stores = PostgresStores.builder(nowhere).migrate(false).build();
    assertThat(failure(() -> newSession(stores)).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
    assertThat(failure(() -> PostgresStores.create(nowhere)).kind())
        .isEqualTo(FailureKind.STORE_UNAVAILABLE);
  }

  @Test
  void showsNeitherStatementNorValuesInAFailure() {
    PostgresStores stores =
        PostgresStores.builder(TestDatabase.POOL).schema("missing").migrate(false).build();
    StoreException failure = failure(() -> newSession(stores));
    assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContainIgnoringCase("insert").doesNotContain("canary");
    }
  }

  @Test
  void commitsOnConnectionsThatDoNotCommitByThemselves() {
    String schema = TestDatabase.newSchema();
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestDatabase.POOL);
    config.setAutoCommit(false);
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config);
        PostgresStores stores = PostgresStores.builder(pool).schema(schema).build()) {
      SampleRun run = SampleRuns.withTools(ids, owner, newSession(stores), null, Samples.NOON);
      run.playInto(stores.runs(), 5);
      assertThat(stores(schema).runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
    }
  }

  @Test
  void goesOnAfterTheServerHasCutItsConnections() throws SQLException {
    try (HikariDataSource pool = TestDatabase.pool("to-be-cut");
        PostgresStores stores = PostgresStores.create(pool)) {
      SampleRun run = SampleRuns.withTools(ids, owner, newSession(stores), null, Samples.NOON);
      List<RunCommit> commits = run.commits(4);
      stores.runs().start(run.record(), commits.get(0));
      for (RunCommit commit : commits.subList(1, commits.size())) {
        count(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = 'to-be-cut'
            """);
        repeatWhileUnavailable(() -> stores.runs().append(commit));
      }
      assertThat(stores.runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
    }
  }

  /** Each dead connection of the pool can fail one attempt. */
  private static void repeatWhileUnavailable(Runnable work) {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (StoreException e) {
        assertThat(e.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
        assertThat(attempt).isLessThan(50);
      }
    }
  }

  private static PostgresStores stores(String schema) {
    return PostgresStores.builder(TestDatabase.POOL).schema(schema).build();
  }

  private SessionId newSession(PostgresStores stores) {
    Session session = Samples.session(ids, owner, "canary", Samples.NOON);
    stores.sessions().create(session);
    return session.id();
  }

  private static StoreException failure(Runnable work) {
    return catchThrowableOfType(StoreException.class, work::run);
  }

  private static long count(String query) throws SQLException {
    try (Connection connection = TestDatabase.POOL.getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
