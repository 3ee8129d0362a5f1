package dev.coda.server.metrics;

import dev.coda.server.http.RequestRoute;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time to the first byte of each answer, by method, route and status, including the
 * answers of filters that refuse a request. Thread-safe.
 */
@ServerFilter("/**")
final class RequestMeters implements Ordered {
  static final String NAME = "http.server.requests";
  private static final String BEGUN = RequestMeters.class.getName();

  private final MeterRegistry registry;

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Outside of all filters that can refuse a request. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 2;
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    request.setAttribute(BEGUN, System.nanoTime());
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request.getAttribute(BEGUN, Long.class).ifPresent(begun -> record(request, response, begun));
  }

  private void record(HttpRequest<?> request, HttpResponse<?> response, long begun) {
    // A client can make up methods, and each name would be a series.
    registry
        .timer(
            NAME,
            "method",
            request.getMethod().name(),
            "uri",
            RequestRoute.of(request),
            "status",
            Integer.toString(response.code()))
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }
}
