package dev.coda.server.embedded;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.StartupException;
import dev.coda.server.database.Database;
import dev.coda.server.database.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A PostgreSQL of this server's own, on loopback, started in the background while the rest of the
 * server gets ready. Thread-safe.
 */
final class EmbeddedDatabase implements Database {
  private final DatabaseAddress address;
  private final CompletableFuture<EmbeddedPostgres> running;

  EmbeddedDatabase(DataDirectory directory) {
    Cluster cluster = Cluster.in(directory);
    this.address = cluster.address();
    this.running = CompletableFuture.supplyAsync(cluster::start, EmbeddedDatabase::runInThread);
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void awaitReady() {
    try {
      running.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartupException failure) {
        throw failure;
      }
      throw new StartupException(
          "The embedded PostgreSQL did not start; its log is postgres.log in the data folder.", e);
    }
  }

  @Override
  public void close() {
    try {
      running.join().close();
    } catch (CompletionException neverStarted) {
      // Nothing runs that would have to be stopped.
    } catch (IOException e) {
      throw new IllegalStateException("could not stop the embedded PostgreSQL", e);
    }
  }

  private static void runInThread(Runnable start) {
    Thread.ofPlatform().daemon().name("embedded-postgres-start").start(start);
  }
}
