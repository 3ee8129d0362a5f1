package dev.coda.core.internal.telemetry;

import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Traces and measures runs. The interface does not name OpenTelemetry, which is an optional
 * dependency. By default, its methods do nothing. Thread-safe.
 */
public interface RunTelemetry {
  /** Traces nothing. */
  RunTelemetry NONE = new RunTelemetry() {};

  /** Opens the span of a whole run as a child of the caller's current span. */
  default Span startRun(String agent, String sessionId, ModelRef model) {
    return Span.NONE;
  }

  /** Opens the span of one model call. */
  default Span startModelCall(Span run, ModelRef model) {
    return Span.NONE;
  }

  /** Opens the span of one tool call. */
  default Span startTool(Span run, String toolName, String callId) {
    return Span.NONE;
  }

  /** Returns the headers that carry the trace to another service. */
  default Map<String, String> headers(Span span) {
    return Map.of();
  }

  /**
   * Counts the tokens and the cost of a model call.
   *
   * @param costUsd US dollars; null if the price is unknown
   */
  default void used(UserId user, ModelRef model, Usage usage, @Nullable BigDecimal costUsd) {}

  /** Counts a run that another process took from this one. */
  default void leaseLost() {}

  /** Counts a run that this process took from one that was lost. */
  default void takenOver() {}

  /**
   * Sets the model on the span of a model call; the last model that is set is the one that answers.
   *
   * @param route the requested route; null if the request named the model
   * @param reason the reason for another attempt; null for the first
   */
  static void attempt(
      Span call, ModelRef model, int number, @Nullable String route, @Nullable String reason) {
    call.attempt(model, number, route, reason);
  }

  /** Records on a model call's span that the answer so far does not count, with the reason. */
  static void reset(Span call, String reason) {
    call.reset(reason);
  }

  /** Records that a model call's answer has begun; only the first time counts. */
  static void firstChunk(Span call) {
    call.firstChunk();
  }

  /** Records why the model stopped. */
  static void finished(Span call, String reason) {
    call.finished(reason);
  }

  /** Records the tokens of a model call or a run. */
  static void usage(Span span, Usage usage) {
    span.usage(usage);
  }

  /** Marks a span as failed with a stable code. */
  static void failed(Span span, String code) {
    span.failed(code);
  }

  /** Returns the trace's id; empty without tracing. */
  static Optional<String> traceId(Span span) {
    return span.traceId();
  }
}
