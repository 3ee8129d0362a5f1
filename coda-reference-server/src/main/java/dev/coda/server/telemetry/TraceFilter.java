package dev.coda.server.telemetry;

import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens a span for each request, under the caller's {@code traceparent} if there is one, and makes
 * it current on every thread that works on the request. Thread-safe.
 */
@ServerFilter("/**")
final class TraceFilter implements Ordered {
  private static final String SPAN = TraceFilter.class.getName();
  private static final int SERVER_ERROR = 500;

  /** What opens a shared session, which is nothing for those who read traces. */
  private static final Pattern TOKEN = Pattern.compile("(?<=/shared/)[^/]+");

  private final Tracer tracer;

  TraceFilter(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public int getOrder() {
    // Outside everything but the headers, which report the trace.
    return Ordered.HIGHEST_PRECEDENCE + 1;
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext propagated) {
    Context caller =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), request.getHeaders(), HeaderReader.INSTANCE);
    Span span = open(request, caller);
    RequestTrace.remember(request, span.getSpanContext());
    request.setAttribute(SPAN, span);
    propagated.add(new TraceElement(caller.with(span), span.getSpanContext().getTraceId()));
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request.getAttribute(SPAN, Span.class).ifPresent(span -> finish(span, request, response));
  }

  private Span open(HttpRequest<?> request, Context caller) {
    Span span =
        tracer
            .spanBuilder(request.getMethodName())
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller)
            .setAttribute("http.request.method", request.getMethodName())
            .setAttribute("url.path", recorded(request.getPath()))
            .startSpan();
    // Without an exporter the SDK makes no ids, but an error report needs one all the same.
    return span.isRecording()
        ? span
        : Span.wrap(RequestTrace.unrecorded(Span.fromContext(caller).getSpanContext()));
  }

  private static String recorded(String path) {
    return TOKEN.matcher(path).replaceFirst("{token}");
  }

  private static void finish(Span span, HttpRequest<?> request, HttpResponse<?> response) {
    BasicHttpAttributes.getUriTemplate(request)
        .ifPresent(route ->
            span.updateName(request.getMethodName() + " " + route)
                .setAttribute("http.route", route));
    span.setAttribute("http.response.status_code", response.code());
    if (response.code() >= SERVER_ERROR) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum HeaderReader implements TextMapGetter<HttpHeaders> {
    INSTANCE;

    @Override
    @SuppressWarnings("deprecation") // Still the one abstract method beside get.
    public Iterable<String> keys(HttpHeaders headers) {
      return headers.names();
    }

    @Override
    public @Nullable String get(@Nullable HttpHeaders headers, String name) {
      return headers == null ? null : headers.get(name);
    }
  }
}
