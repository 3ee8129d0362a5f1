package dev.coda.core.internal.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A span of OpenTelemetry, and how long it has been open by the agent's clock. Thread-safe. */
final class TimedSpan {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Span span;
  private final LongSupplier clock;
  private final long start;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable String error;

  TimedSpan(Span span, LongSupplier clock) {
    this.span = span;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  Span span() {
    return span;
  }

  double seconds() {
    return (clock.getAsLong() - start) / NANOS;
  }

  void failed(String code) {
    error = code;
    span.setAttribute(GenAi.ERROR, code).setStatus(StatusCode.ERROR);
  }

  /** Returns attributes for metrics, with what the call failed with, if it did. */
  Attributes outcome(AttributesBuilder attributes) {
    String code = error;
    return (code == null ? attributes : attributes.put(GenAi.ERROR, code)).build();
  }

  Optional<String> traceId() {
    return span.getSpanContext().isValid()
        ? Optional.of(span.getSpanContext().getTraceId())
        : Optional.empty();
  }

  /** Ends the span; false if it had ended before. */
  boolean end() {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    span.end();
    return true;
  }
}
