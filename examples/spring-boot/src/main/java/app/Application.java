package app;

import dev.coda.core.Coda;
import dev.coda.store.postgres.PostgresStores;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Thread-safe. */
@SpringBootApplication
public class Application {
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  // region spring boot beans
  /** Closes neither the database nor its pool, which are Spring's. */
  @Bean
  PostgresStores stores(DataSource database) {
    return PostgresStores.create(database);
  }

  /** Spans and metrics go where the variables {@code OTEL_…} say. */
  @Bean
  OpenTelemetrySdk telemetry() {
    return AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
  }

  @Bean
  Coda coda(
      @Value("${coda.model}") String model,
      PostgresStores stores,
      OpenTelemetry telemetry,
      Bookings bookings) {
    return Coda.builder()
        .model(model)
        .stores(stores)
        .tools(bookings)
        .agent(agent -> agent.telemetry(telemetry))
        .build();
  }
  // endregion
}
