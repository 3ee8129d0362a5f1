package dev.coda.server.embedded;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.config.StartupException;
import dev.coda.server.database.Database;
import dev.coda.server.database.DatabaseAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of this server's own, on loopback, started in the background while the rest of the
 * server gets ready, and started again on the same port when it ends. Thread-safe.
 */
final class EmbeddedDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration FIRST_START_WAIT = Duration.ofMinutes(2);
  private static final Duration RESTART_WAIT = Duration.ofMinutes(2);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(200);
  private static final Duration FIRST_DELAY = Duration.ofMillis(250);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final CompletableFuture<Postmaster> started = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread keeper;
  private volatile @Nullable String outage = "The embedded PostgreSQL is starting.";

  EmbeddedDatabase(DataDirectory directory) {
    this.cluster = Cluster.in(directory);
    this.keeper = Thread.ofPlatform().daemon().name("embedded-postgres").start(this::keep);
  }

  @Override
  public DatabaseAddress address() {
    return cluster.address();
  }

  @Override
  public void awaitReady() {
    try {
      started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartupException failure) {
        throw failure;
      }
      throw new StartupException(
          "The embedded PostgreSQL did not start; its log is postgres.log in the data folder.", e);
    }
  }

  @Override
  public @Nullable String outage() {
    return outage;
  }

  @Override
  public void close() {
    closing.countDown();
    if (outage != null) {
      // A set-up or a recovery may take long, and the next start repeats either.
      keeper.interrupt();
    }
    try {
      if (!keeper.join(CLOSE_WAIT)) {
        LOG.warn("The embedded PostgreSQL did not stop within {} s", CLOSE_WAIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    try {
      Postmaster postmaster = cluster.start(FIRST_START_WAIT);
      outage = null;
      started.complete(postmaster);
      watch(postmaster);
    } catch (InterruptedException e) {
      LOG.debug("The embedded PostgreSQL is being stopped", e);
    } catch (RuntimeException e) {
      started.completeExceptionally(e);
    } finally {
      // Its flag would keep pg_ctl from running.
      var _ = Thread.interrupted();
      cluster.stop();
    }
  }

  private void watch(Postmaster first) throws InterruptedException {
    Postmaster postmaster = first;
    while (!isClosingWithin(WATCH_INTERVAL)) {
      if (!postmaster.isAlive()) {
        outage = "The embedded PostgreSQL ended and is being started again.";
        LOG.error("Embedded PostgreSQL ended; starting it again");
        Postmaster next = restart();
        if (next == null) {
          return;
        }
        postmaster = next;
        outage = null;
        LOG.info("Embedded PostgreSQL answers again");
      }
    }
  }

  /** Tries until it starts; returns null when the server closes before that. */
  private @Nullable Postmaster restart() throws InterruptedException {
    Duration delay = FIRST_DELAY;
    while (!isClosingWithin(delay)) {
      try {
        return cluster.start(RESTART_WAIT);
      } catch (StartupException e) {
        delay = delay.multipliedBy(2);
        delay = delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
        LOG.warn("{} The next try is in {} ms.", e.getMessage(), delay.toMillis());
      }
    }
    return null;
  }

  private boolean isClosingWithin(Duration wait) throws InterruptedException {
    return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
