package dev.coda.server.embedded;

import dev.coda.server.database.Database;
import dev.coda.server.database.DatabaseAddress;

/** A PostgreSQL that somebody else runs. Immutable. */
record ExternalDatabase(DatabaseAddress address) implements Database {
  @Override
  public void awaitReady() {
    // It is expected to be there; the migrations retry and say so when it is not.
  }

  @Override
  public void close() {
    // Not ours to stop.
  }
}
