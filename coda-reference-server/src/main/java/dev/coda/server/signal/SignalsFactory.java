package dev.coda.server.signal;

import dev.coda.server.database.DatabaseAddress;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how the servers of an installation reach one another: by the database that they share. A
 * server with an embedded database is alone. Thread-safe.
 */
@Factory
final class SignalsFactory {
  @Singleton
  @Bean(preDestroy = "close")
  ServerSignals signals(
      @Property(name = "database.url") @Nullable String url, DatabaseAddress address) {
    return url == null || url.isBlank() ? new NoServerSignals() : PostgresSignals.start(address);
  }
}
