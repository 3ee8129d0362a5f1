package dev.coda.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL with the stores' tables, started once for all tests of this JVM. */
final class TestDatabase {
  private static final EmbeddedPostgres SERVER = start();

  /** A pool like that of a server, used by all tests. */
  static final HikariDataSource POOL = pool("coda-tests");

  static final PostgresStores STORES = PostgresStores.create(POOL);

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private TestDatabase() {}

  static String newSchema() {
    return "schema_" + SCHEMAS.incrementAndGet();
  }

  /** Returns the port of the server. */
  static int port() {
    return SERVER.getPort();
  }

  /** Opens a pool by way of another port, such as that of a proxy. */
  static HikariDataSource poolAt(int port) {
    String url = "jdbc:postgresql://localhost:%d/postgres".formatted(port);
    return PostgresPool.open(url, "postgres", "postgres");
  }

  /** Opens such a pool that waits less for a connection than one usually does. */
  static HikariDataSource poolAt(int port, Duration atMost) {
    HikariConfig config = new HikariConfig();
    try (HikariDataSource usual = poolAt(port)) {
      usual.copyStateTo(config);
    }
    config.setConnectionTimeout(atMost.toMillis());
    return new HikariDataSource(config);
  }

  /** Opens a pool whose connections can be distinguished from others'. */
  static HikariDataSource pool(String name) {
    return PostgresPool.open(
        SERVER.getJdbcUrl("postgres", "postgres") + "&ApplicationName=" + name,
        "postgres",
        "postgres");
  }

  private static EmbeddedPostgres start() {
    try {
      // Durability costs the tests time and shows them nothing.
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off")
          .setServerConfig("synchronous_commit", "off")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
