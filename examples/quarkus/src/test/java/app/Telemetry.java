package app;

import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Keeps what is reported. Thread-safe. */
class Telemetry {
  @Produces
  @Singleton
  InMemorySpanExporter spans() {
    return InMemorySpanExporter.create();
  }

  @Produces
  @Singleton
  InMemoryMetricExporter metrics() {
    return InMemoryMetricExporter.create();
  }
}
