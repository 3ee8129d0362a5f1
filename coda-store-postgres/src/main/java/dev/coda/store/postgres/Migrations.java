package dev.coda.store.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables up to date; processes that start together wait for one another. */
final class Migrations {
  private Migrations() {}

  static void run(DataSource dataSource, String schema) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(dataSource)
          .locations("classpath:dev/coda/store/postgres/migration")
          .table("coda_store_history")
          .defaultSchema(schema)
          .schemas(schema)
          // A schema that holds another's tables is not empty; Coda's history starts before its
          // first.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .placeholderReplacement(false)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw Failures.of("The tables of schema '" + schema + "' cannot be brought up to date", e);
    }
  }
}
