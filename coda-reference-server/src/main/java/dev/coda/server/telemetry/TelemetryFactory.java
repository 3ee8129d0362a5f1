package dev.coda.server.telemetry;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.inject.Singleton;

/** Makes the tracer that requests and runs record with. Thread-safe. */
@Factory
final class TelemetryFactory {
  @Singleton
  @Bean(preDestroy = "close")
  SdkTracerProvider tracerProvider() {
    return SdkTracerProvider.builder().build();
  }

  @Singleton
  OpenTelemetry telemetry(SdkTracerProvider provider) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(provider)
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  @Singleton
  Tracer tracer(OpenTelemetry telemetry) {
    return telemetry.getTracer("dev.coda.server");
  }
}
