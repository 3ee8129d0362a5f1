package app;

import dev.coda.api.agent.Agent;
import dev.coda.core.CodaAgent;
import dev.coda.core.java.JavaTools;
import dev.coda.providers.demo.DemoProvider;
import dev.coda.store.postgres.PostgresStores;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Thread-safe. */
@SpringBootApplication
public class Application {
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  @Bean
  PostgresStores stores(DataSource database) {
    return PostgresStores.create(database);
  }

  @Bean
  Agent agent(PostgresStores stores, Bookings bookings) {
    return CodaAgent.builder()
        .models(DemoProvider.create())
        .tools(JavaTools.from(bookings))
        .stores(stores)
        .build();
  }
}
