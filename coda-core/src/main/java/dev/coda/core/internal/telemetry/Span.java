package dev.coda.core.internal.telemetry;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A piece of a run's work that is being traced. Thread-safe. */
public interface Span {
  /** The span of a run without tracing. */
  Span NONE = new Span() {};

  /** See {@link RunTelemetry#attempt}. */
  default void attempt(
      ModelRef model, int number, @Nullable String route, @Nullable String reason) {}

  /** See {@link RunTelemetry#reset}. */
  default void reset(String reason) {}

  /** See {@link RunTelemetry#firstChunk}. */
  default void firstChunk() {}

  /** See {@link RunTelemetry#finished}. */
  default void finished(String reason) {}

  /** See {@link RunTelemetry#usage}. */
  default void usage(Usage usage) {}

  /** See {@link RunTelemetry#failed}. */
  default void failed(String code) {}

  /** Returns the trace's id; empty without tracing. */
  default Optional<String> traceId() {
    return Optional.empty();
  }

  /** Ends the span; it may have ended before. */
  default void end() {}
}
