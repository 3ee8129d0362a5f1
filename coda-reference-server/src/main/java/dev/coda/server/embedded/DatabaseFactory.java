package dev.coda.server.embedded;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.database.Database;
import dev.coda.server.database.DatabaseAddress;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Chooses the database: that of {@code DATABASE_URL}, else an embedded one. Thread-safe. */
@Factory
final class DatabaseFactory {
  @Context
  @Bean(preDestroy = "close")
  Database database(
      @Property(name = "database.url") @Nullable String url,
      BeanProvider<DataDirectory> dataDirectory) {
    return url == null || url.isBlank()
        ? new EmbeddedDatabase(dataDirectory.get())
        : new ExternalDatabase(DatabaseAddress.parse(url.strip()));
  }

  @Singleton
  DatabaseAddress address(Database database) {
    return database.address();
  }
}
