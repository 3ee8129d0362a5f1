package app;

import dev.coda.core.Coda;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import jakarta.inject.Singleton;

/** Thread-safe. */
@Factory
class CodaFactory {
  // region micronaut beans
  /** Spans and metrics go where the variables {@code OTEL_…} say. */
  @Singleton
  @Bean(preDestroy = "close", typed = OpenTelemetry.class)
  OpenTelemetrySdk telemetry() {
    return AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
  }

  @Singleton
  @Bean(preDestroy = "close")
  Coda coda(
      @Value("${coda.model:demo/demo}") String model, OpenTelemetry telemetry, Weather weather) {
    return Coda.builder()
        .model(model)
        .tools(weather)
        .agent(agent -> agent.telemetry(telemetry))
        .build();
  }
  // endregion
}
