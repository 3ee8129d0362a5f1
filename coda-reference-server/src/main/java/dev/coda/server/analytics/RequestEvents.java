package dev.coda.server.analytics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.RequestRoute;
import dev.coda.server.http.RequestTime;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.concurrent.TimeUnit;

/**
 * Makes an event of each request of a signed-in user: its route rather than its path, and the time
 * to the first byte of its answer. Thread-safe.
 */
@ServerFilter({"/api/**", "/v1/**", "/mcp"})
final class RequestEvents implements Ordered {
  private final AnalyticsEvents events;

  RequestEvents(AnalyticsEvents events) {
    this.events = events;
  }

  @Override
  public int getOrder() {
    return RequestTime.ORDER;
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
    return TimeUnit.NANOSECONDS.toMillis(RequestTime.nanosSince(request).orElse(0));
  }
}
