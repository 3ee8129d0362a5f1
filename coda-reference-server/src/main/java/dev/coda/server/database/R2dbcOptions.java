package dev.coda.server.database;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.r2dbc.pool.PoolingConnectionFactoryProvider;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ConnectionFactoryOptions;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Points Micronaut's connection pool at the database. The pool connects when first used, so it can
 * be made while an embedded database still starts. Thread-safe.
 */
@Singleton
final class R2dbcOptions implements BeanCreatedEventListener<ConnectionFactoryOptions.Builder> {
  private static final int MAX_CONNECTIONS = 10;
  private static final Duration ACQUIRE_WAIT = Duration.ofSeconds(5);
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);

  private final DatabaseAddress address;

  R2dbcOptions(DatabaseAddress address) {
    this.address = address;
  }

  @Override
  public ConnectionFactoryOptions.Builder onCreated(
      BeanCreatedEvent<ConnectionFactoryOptions.Builder> event) {
    return point(event.getBean(), address);
  }

  /** The sign-ins' connections are as safe as those of the stores, which read the same URL. */
  static ConnectionFactoryOptions.Builder point(
      ConnectionFactoryOptions.Builder options, DatabaseAddress address) {
    address.options().forEach((name, value) -> apply(options, name, value));
    return options
        .option(ConnectionFactoryOptions.DRIVER, "pool")
        .option(ConnectionFactoryOptions.PROTOCOL, "postgresql")
        .option(ConnectionFactoryOptions.HOST, address.host())
        .option(ConnectionFactoryOptions.PORT, address.port())
        .option(ConnectionFactoryOptions.DATABASE, address.database())
        .option(ConnectionFactoryOptions.USER, address.user())
        .option(ConnectionFactoryOptions.PASSWORD, address.password())
        .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, ACQUIRE_WAIT)
        .option(PostgresqlConnectionFactoryProvider.STATEMENT_TIMEOUT, STATEMENT_LIMIT)
        .option(PoolingConnectionFactoryProvider.INITIAL_SIZE, 1)
        .option(PoolingConnectionFactoryProvider.MAX_SIZE, MAX_CONNECTIONS)
        .option(PoolingConnectionFactoryProvider.MAX_ACQUIRE_TIME, ACQUIRE_WAIT);
  }

  private static void apply(ConnectionFactoryOptions.Builder options, String name, String value) {
    switch (name) {
      case DatabaseAddress.SSL_MODE ->
          options.option(PostgresqlConnectionFactoryProvider.SSL_MODE, SSLMode.fromValue(value));
      case DatabaseAddress.SSL_ROOT_CERT ->
          options.option(PostgresqlConnectionFactoryProvider.SSL_ROOT_CERT, value);
      case DatabaseAddress.CURRENT_SCHEMA ->
          options.option(PostgresqlConnectionFactoryProvider.CURRENT_SCHEMA, value);
      default -> throw new IllegalStateException("cannot heed the option " + name);
    }
  }
}
