package dev.coda.core.internal.telemetry;

/** A span of OpenTelemetry's that others can be opened under. Thread-safe. */
interface Parent {
  io.opentelemetry.api.trace.Span open();
}
