package dev.coda.server.metrics;

import dev.coda.server.http.RequestRoute;
import dev.coda.server.http.RequestTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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

  private final MeterRegistry registry;

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public int getOrder() {
    return RequestTime.ORDER;
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    RequestTime.nanosSince(request).ifPresent(nanos -> record(request, response, nanos));
  }

  private void record(HttpRequest<?> request, HttpResponse<?> response, long nanos) {
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
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
