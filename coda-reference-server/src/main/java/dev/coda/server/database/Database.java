package dev.coda.server.database;

import org.jspecify.annotations.Nullable;

/** A PostgreSQL to use: one that is already there, or one that this server runs. Thread-safe. */
public interface Database extends AutoCloseable {
  /** Returns where it will answer, possibly before it does. */
  DatabaseAddress address();

  /** Waits until it answers for the first time. */
  void awaitReady();

  /** Returns why it is known not to answer at present; null if nothing is known against it. */
  @Nullable String outage();

  @Override
  void close();
}
