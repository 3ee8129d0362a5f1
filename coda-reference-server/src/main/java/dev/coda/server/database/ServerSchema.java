package dev.coda.server.database;

import dev.coda.api.session.Stores;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;

/** Brings the server's own tables up to date before the first request. Thread-safe. */
@Singleton
public final class ServerSchema implements ApplicationEventListener<StartupEvent> {
  private final Database database;
  private final BeanProvider<Stores> stores;

  ServerSchema(Database database, BeanProvider<Stores> stores) {
    this.database = database;
    this.stores = stores;
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    database.awaitReady();
    // The stores' own tables come first: the server's refer to them.
    stores.get();
    migrate(database.address());
  }

  /** Creates or updates the server's own tables. The tables of the stores must be up to date. */
  public static void migrate(DatabaseAddress address) {
    Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations("classpath:db/server")
        .table("server_schema_history")
        // The stores keep their own history in the same schema.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }
}
