package dev.coda.server.signal;

import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.redis.Redis;
import dev.coda.server.secret.KeyedHash;
import dev.coda.server.secret.Secrets;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how the servers of an installation reach one another: by Redis if there is one, else by
 * the database that they share. A server with an embedded database is alone. Thread-safe.
 */
@Factory
final class SignalsFactory {
  @Singleton
  @Bean(preDestroy = "close")
  ServerSignals signals(
      @Property(name = "database.url") @Nullable String url,
      DatabaseAddress address,
      @Nullable Redis redis,
      Secrets secrets) {
    if (redis != null) {
      return RedisSignals.start(redis, installation(secrets));
    }
    return url == null || url.isBlank() ? new NoServerSignals() : PostgresSignals.start(address);
  }

  /** Servers of one installation have the same secret, and those of another one do not. */
  private static String installation(Secrets secrets) {
    return HexFormat.of().formatHex(KeyedHash.of(secrets, "installation").of(), 0, 8);
  }
}
