package dev.coda.server.embedded;

import dev.coda.server.config.DataDirectory;
import dev.coda.server.database.Database;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.database.ExternalDatabase;
import dev.coda.server.secret.Secrets;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses the database: that of {@code DATABASE_URL}, else an embedded one. Thread-safe. */
@Factory
final class DatabaseFactory {
  @Context
  @Bean(preDestroy = "close")
  Database database(
      @Property(name = "database.url") @Nullable String url,
      BeanProvider<DataDirectory> dataDirectory,
      Secrets secrets) {
    // There is no database whose secrets do not exist yet, however early a set-up is killed.
    Objects.requireNonNull(secrets);
    return url == null || url.isBlank()
        ? new EmbeddedDatabase(dataDirectory.get())
        : new ExternalDatabase(DatabaseAddress.parse(url.strip()));
  }

  @Singleton
  DatabaseAddress address(Database database) {
    return database.address();
  }
}
