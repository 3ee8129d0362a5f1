package dev.coda.server.database;

import org.jspecify.annotations.Nullable;

/** The PostgreSQL of the server: an external one, or the embedded one. Thread-safe. */
public interface Database extends AutoCloseable {
  /** Returns the address, possibly before the database answers there. */
  DatabaseAddress address();

  /** Waits until it answers for the first time. */
  void awaitReady();

  /**
   * Returns the reason why the database does not answer at present; null if no problem is known.
   */
  @Nullable String outage();

  @Override
  void close();
}
