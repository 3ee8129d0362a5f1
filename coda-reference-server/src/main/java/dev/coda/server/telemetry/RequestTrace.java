package dev.coda.server.telemetry;

import io.micronaut.http.HttpRequest;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;

/** The place of a request in a trace. Immutable. */
public record RequestTrace(SpanContext span) {
  private static final String ATTRIBUTE = RequestTrace.class.getName();
  private static final IdGenerator IDS = IdGenerator.random();

  /**
   * Returns the request's trace; a request that never reached the filters gets a trace that is not
   * recorded.
   */
  public static RequestTrace of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, RequestTrace.class)
        .orElseGet(() -> remember(request, unrecorded(SpanContext.getInvalid())));
  }

  static RequestTrace remember(HttpRequest<?> request, SpanContext span) {
    RequestTrace trace = new RequestTrace(span);
    request.setAttribute(ATTRIBUTE, trace);
    return trace;
  }

  /** Returns the id by which operators find the request. */
  public String traceId() {
    return span.getTraceId();
  }

  /** Returns the value of the {@code traceresponse} header (W3C Trace Context, level 2). */
  public String traceResponse() {
    return "00-%s-%s-%s"
        .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  /** Returns ids for a request that nobody records, within the caller's trace if there is one. */
  static SpanContext unrecorded(SpanContext caller) {
    return SpanContext.create(
        caller.isValid() ? caller.getTraceId() : IDS.generateTraceId(),
        IDS.generateSpanId(),
        TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}
