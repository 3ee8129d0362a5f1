package dev.coda.server.analytics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.RequestRoute;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.concurrent.TimeUnit;

/**
 * Makes an event of each request of a signed-in user: its route rather than its path, and the time
 * to the first byte of its answer. Thread-safe.
 */
@ServerFilter({"/api/**", "/v1/**", "/mcp"})
final class RequestEvents implements Ordered {
  private static final String BEGUN = RequestEvents.class.getName();

  private final AnalyticsEvents events;

  RequestEvents(AnalyticsEvents events) {
    this.events = events;
  }

  /** Outside of what takes time, such as finding out who asks. */
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
    CurrentUser.of(request)
        .ifPresent(user ->
            events.add(
                AnalyticsEvent.REQUEST,
                user.userId(),
                null,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("method", request.getMethodName())
                    .put("route", RequestRoute.of(request))
                    .put("status", response.code())
                    .put("duration_ms", millis(request))));
  }

  private static long millis(HttpRequest<?> request) {
    return request
        .getAttribute(BEGUN, Long.class)
        .map(begun -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
        .orElse(0L);
  }
}
