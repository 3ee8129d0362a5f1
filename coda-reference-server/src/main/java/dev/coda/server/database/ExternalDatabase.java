package dev.coda.server.database;

import dev.coda.server.config.StartupException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An external PostgreSQL. The server checks in the background whether it can use the database,
 * while other parts are prepared. Thread-safe.
 */
public final class ExternalDatabase implements Database {
  private static final Duration LOGIN_WAIT = Duration.ofSeconds(5);

  private final DatabaseAddress address;
  private final CompletableFuture<Void> login;

  /** Starts the check. */
  public ExternalDatabase(DatabaseAddress address) {
    this.address = address;
    this.login =
        CompletableFuture.runAsync(
            () -> DatabaseLogin.require(address, LOGIN_WAIT),
            task -> Thread.ofPlatform().daemon().name("database-login").start(task));
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void awaitReady() {
    try {
      login.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartupException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public @Nullable String outage() {
    return null;
  }

  @Override
  public void close() {
    // Not ours to stop.
  }
}
