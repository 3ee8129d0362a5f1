package dev.coda.store.postgres;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
  private static final long PATIENCE_SECONDS = 10;
  private static final int ATTEMPTS = 4;

  private final Jdbi jdbi;
  private final String schema;
  private final Semaphore permits;
  private volatile boolean closed;

  Database(DataSource dataSource, String schema, int maxConcurrency) {
    this.jdbi = Jdbi.create(dataSource);
    this.jdbi.setTemplateEngine(TemplateEngine.NOP);
    this.schema = schema;
    // Virtual threads that wait in a pool's own queue spin (HikariCP#2398); here they park.
    this.permits = new Semaphore(maxConcurrency, true);
  }

  /** Names the schema in a statement wherever it says {@code {schema}}. */
  String sql(String statement) {
    return statement.replace("{schema}", schema);
  }

  /** Runs work that is one statement, or needs no more than each statement by itself. */
  <T> T with(Function<Handle, T> work) {
    return guarded(work);
  }

  /** Runs work whose statements belong together. */
  <T> T inTransaction(Function<Handle, T> work) {
    return guarded(handle -> handle.inTransaction(work::apply));
  }

  @Override
  public void close() {
    closed = true;
  }

  private <T> T guarded(Function<Handle, T> work) {
    if (closed) {
      throw new StoreException(FailureKind.STORE_UNAVAILABLE, "The store is closed.");
    }
    // A run that was told to stop still has to store how it ended; every step below has a time
    // limit.
    boolean interrupted = Thread.interrupted();
    try {
      return permitted(work);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T permitted(Function<Handle, T> work) {
    acquire();
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return jdbi.withHandle(handle -> committing(handle, work));
        } catch (JdbiException e) {
          if (attempt == ATTEMPTS || !Failures.isRepeatable(e)) {
            throw Failures.of("PostgreSQL did not do what was asked", e);
          }
        }
      }
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          FailureKind.STORE_UNAVAILABLE,
          "The thread was interrupted before the store was asked.",
          e);
    }
    throw new StoreException(
        FailureKind.STORE_UNAVAILABLE,
        "The store is busy: no connection came free within " + PATIENCE_SECONDS + " s.");
  }

  /** Pools may hand out connections on which nothing is committed unless somebody says so. */
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
