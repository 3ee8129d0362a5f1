package dev.coda.server.database;

/** A PostgreSQL to use: one that is already there, or one that this server runs. Thread-safe. */
public interface Database extends AutoCloseable {
  /** Returns where it will answer, possibly before it does. */
  DatabaseAddress address();

  /** Waits until it answers. */
  void awaitReady();

  @Override
  void close();
}
