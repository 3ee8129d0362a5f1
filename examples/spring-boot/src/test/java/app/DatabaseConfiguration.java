package app;

import dev.coda.store.postgres.PostgresStores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A PostgreSQL of the test's own. Thread-safe. */
@TestConfiguration
class DatabaseConfiguration {
  /** Runs the application on it: {@code mvn spring-boot:test-run}. */
  public static void main(String[] arguments) {
    SpringApplication.from(Application::main).with(DatabaseConfiguration.class).run(arguments);
  }

  @Bean(destroyMethod = "close")
  EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.start();
  }

  /** Coda comes first, which the application's own migrations must not mind. */
  @Bean
  DataSource dataSource(EmbeddedPostgres postgres) {
    DataSource database = postgres.getPostgresDatabase();
    PostgresStores.create(database).close();
    return database;
  }
}
