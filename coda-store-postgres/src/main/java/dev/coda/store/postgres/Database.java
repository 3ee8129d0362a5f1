package dev.coda.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Runs statements: bounded in number, each unit on one connection, failures in Coda's terms.
 * Thread-safe.
 */
final class Database implements AutoCloseable {
  private static final int ATTEMPTS = 4;

  private final Jdbi jdbi;
  private final String schema;
  private final Permits permits;

  Database(DataSource dataSource, String schema, int maxConcurrency) {
    this.jdbi = Jdbi.create(dataSource);
    this.jdbi.setTemplateEngine(TemplateEngine.NOP);
    this.schema = schema;
    this.permits = new Permits(maxConcurrency);
  }

  /** Replaces {@code {schema}} in a statement with the schema's name. */
  String sql(String statement) {
    return statement.replace("{schema}", schema);
  }

  /** Reads a statement that is used often; it names the schema as above. */
  PreparedSql prepared(String statement) {
    return PreparedSql.of(sql(statement));
  }

  /** Runs work that is one statement, or needs no more than each statement by itself. */
  <T> T with(Function<Handle, T> work) {
    return with(Lane.REQUESTS, work);
  }

  /** Runs such work in a lane. */
  <T> T with(Lane lane, Function<Handle, T> work) {
    return guarded(lane, work);
  }

  /** Runs work whose statements belong together. */
  <T> T inTransaction(Function<Handle, T> work) {
    return guarded(Lane.REQUESTS, handle -> handle.inTransaction(work::apply));
  }

  /** Returns about how many operations wait for a connection. */
  int waiting() {
    return permits.waiting();
  }

  @Override
  public void close() {
    permits.close();
  }

  private <T> T guarded(Lane lane, Function<Handle, T> work) {
    // A run that is to stop still has to store how it ended; every step below has a time
    // limit.
    boolean interrupted = Thread.interrupted();
    try {
      return permitted(lane, work);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T permitted(Lane lane, Function<Handle, T> work) {
    try (Permits.Permit unused = permits.acquire(lane)) {
      for (int attempt = 1; ; attempt++) {
        try {
          return jdbi.withHandle(handle -> committing(handle, work));
        } catch (JdbiException e) {
          if (attempt == ATTEMPTS || !Failures.isRepeatable(e)) {
            throw Failures.of("PostgreSQL did not do what was asked", e);
          }
        }
      }
    }
  }

  /** Pools may return connections without automatic commits. */
  private static <T> T committing(Handle handle, Function<Handle, T> work) {
    try {
      Connection connection = handle.getConnection();
      if (connection.getAutoCommit()) {
        return work.apply(handle);
      }
      connection.setAutoCommit(true);
      try {
        return work.apply(handle);
      } finally {
        connection.setAutoCommit(false);
      }
    } catch (SQLException e) {
      throw Failures.of("The connection is unusable", e);
    }
  }
}
