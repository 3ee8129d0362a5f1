package dev.coda.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.store.postgres.PostgresPool;
import dev.coda.store.postgres.PostgresStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL of its own that keeps what it has confirmed, with the tables of the store and one
 * pool for all who are measured. Thread-safe.
 */
final class StoreServer implements AutoCloseable {
  final EmbeddedPostgres server;
  final HikariDataSource pool;
  final PostgresStores stores;

  private StoreServer(EmbeddedPostgres server) throws SQLException {
    this.server = server;
    this.pool = PostgresPool.open(url("postgres"), "postgres", "postgres");
    this.stores = PostgresStores.builder(pool).schema("public").build();
    // The embedded server is made for tests, and starts without.
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      Answers.require("on", text("SHOW " + setting));
    }
  }

  static StoreServer start() throws IOException, SQLException {
    return new StoreServer(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            // A checkpoint in the middle of a round would meet one contender alone.
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("checkpoint_timeout", "1h")
            .start());
  }

  String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Empties the store's tables, and has what they held written, so that each begins alike. */
  void clear() throws SQLException {
    execute("TRUNCATE sessions CASCADE");
    execute("CHECKPOINT");
  }

  long count(String table) throws SQLException {
    return Long.parseLong(text("SELECT count(*) FROM " + table));
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    stores.close();
    pool.close();
    server.close();
  }
}
