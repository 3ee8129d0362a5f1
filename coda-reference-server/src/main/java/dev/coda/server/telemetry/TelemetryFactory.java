package dev.coda.server.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Makes what requests and runs report to. Spans go where the {@code OTEL_*} variables say, and
 * nowhere without them; metrics go to the page of Prometheus as well. Thread-safe.
 */
@Factory
final class TelemetryFactory {
  /** Users that have series of their own; what the others do is added up in one. */
  private static final int MOST_USERS = 200;

  @Singleton
  RunMetrics metrics(PrometheusMeterRegistry page) {
    RunMetrics metrics = new RunMetrics();
    page.getPrometheusRegistry().register(metrics);
    return metrics;
  }

  @Singleton
  @Bean(preDestroy = "close", typed = OpenTelemetry.class)
  OpenTelemetrySdk telemetry(Environment environment, RunMetrics metrics) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() -> settings(environment))
        .addMeterProviderCustomizer((meters, config) -> measured(meters, metrics))
        .build()
        .getOpenTelemetrySdk();
  }

  @Singleton
  Tracer tracer(OpenTelemetry telemetry) {
    return telemetry.getTracer("dev.coda.server");
  }

  /** Returns what holds where no variable of the process says otherwise. */
  private static Map<String, String> settings(Environment environment) {
    boolean sent =
        environment.containsProperty("otel.exporter.otlp.endpoint")
            || environment.containsProperty("otel.exporter.otlp.traces.endpoint");
    return Map.of(
        "otel.service.name",
        "coda",
        "otel.traces.exporter",
        sent ? "otlp" : "none",
        "otel.metrics.exporter",
        "none",
        "otel.logs.exporter",
        "none");
  }

  static SdkMeterProviderBuilder measured(SdkMeterProviderBuilder meters, RunMetrics metrics) {
    return meters
        .registerMetricReader(metrics)
        .registerView(
            InstrumentSelector.builder().setName("coda.user.*").build(),
            View.builder().setCardinalityLimit(2 * MOST_USERS).build());
  }
}
