package app;

import dev.coda.core.Coda;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Thread-safe. */
class CodaProducer {
  // region quarkus beans
  /** Spans and metrics go where {@code quarkus.otel…} says. */
  @Produces
  @Singleton
  Coda coda(
      @ConfigProperty(name = "coda.model") String model, OpenTelemetry telemetry, Weather weather) {
    return Coda.builder()
        .model(model)
        .tools(weather)
        .agent(agent -> agent.telemetry(telemetry))
        .build();
  }

  void close(@Disposes Coda coda) {
    coda.close();
  }
  // endregion
}
