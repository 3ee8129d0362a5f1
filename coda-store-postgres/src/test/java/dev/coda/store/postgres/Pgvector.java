package dev.coda.store.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL with pgvector that somebody else has started. */
final class Pgvector {
  private static final @Nullable String URL = System.getenv("CODA_TEST_PGVECTOR_URL");
  private static @Nullable HikariDataSource pool;

  private Pgvector() {}

  static VectorSearch search(Database database) {
    return Objects.requireNonNull(PgvectorSearch.find(database, true));
  }

  /** Skips the test where there is none; in CI there must be one. */
  static synchronized HikariDataSource pool() {
    if (URL == null && System.getenv("CI") != null) {
      throw new AssertionError("CODA_TEST_PGVECTOR_URL is not set: see .ci/pgvector");
    }
    if (URL == null) {
      System.out.println(
          "Not run without pgvector: install mmdebstrap and start the build by .ci/pgvector");
    }
    assumeTrue(URL != null);
    if (pool == null) {
      pool = PostgresPool.open(String.valueOf(URL), "postgres", "");
    }
    return pool;
  }

  /** Names a schema that no earlier test has used. */
  static String newSchema() {
    return "schema_" + Long.toString(System.nanoTime(), 36);
  }
}
