package dev.coda.server;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.server.config.StartupException;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.database.ExternalDatabase;
import dev.coda.server.database.ServerSchema;
import dev.coda.server.startup.StartupSettings;
import dev.coda.store.postgres.PostgresPool;
import dev.coda.store.postgres.PostgresStores;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;

/**
 * Brings the tables of an external database up to date without serving, so that a deployment can do
 * it once before it replaces servers. A server that starts does the same. Thread-safe.
 */
final class Migration {
  private Migration() {}

  /**
   * Migrates the database of {@code DATABASE_URL}.
   *
   * @throws StartupException if there is none, or it cannot be used
   */
  static void run() {
    try (ApplicationContext context = ApplicationContext.builder().build()) {
      Environment environment = context.getEnvironment().start();
      StartupSettings.validate(environment);
      run(environment.getProperty("database.url", String.class).orElse(""));
    }
  }

  static void run(String url) {
    if (url.isBlank()) {
      throw new StartupException(
          "DATABASE_URL is missing; an embedded database is migrated when its server starts.");
    }
    DatabaseAddress address = DatabaseAddress.parse(url.strip());
    try (ExternalDatabase database = new ExternalDatabase(address)) {
      database.awaitReady();
      try (HikariDataSource pool =
              PostgresPool.open(address.jdbcUrl(), address.user(), address.password());
          PostgresStores stores =
              PostgresStores.builder(pool).schema(address.schema()).migrate(true).build()) {
        ServerSchema.migrate(address);
      }
    }
  }
}
