package dev.coda.server.agent;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.server.database.Database;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.store.postgres.PostgresPool;
import dev.coda.store.postgres.PostgresStores;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Keeps sessions and runs in the server's database. Thread-safe. */
@Factory
final class StoresFactory {
  @Singleton
  @Bean(preDestroy = "close")
  HikariDataSource dataSource(Database database) {
    database.awaitReady();
    DatabaseAddress address = database.address();
    return PostgresPool.open(address.jdbcUrl(), address.user(), address.password());
  }

  @Singleton
  @Bean(preDestroy = "close", typed = PostgresStores.class)
  PostgresStores stores(HikariDataSource dataSource, DatabaseAddress address, Clock clock) {
    return PostgresStores.builder(dataSource).schema(address.schema()).clock(clock).build();
  }
}
