package dev.coda.server.rate;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;

/**
 * Adds to every answer for a user how many requests are left, also where a filter refused the
 * request. Thread-safe.
 */
@ServerFilter({"/api/**", "/v1/**", "/mcp"})
final class RateHeaders implements Ordered {
  private final RequestRate rate;

  RateHeaders(RequestRate rate) {
    this.rate = rate;
  }

  /** Outside of all that refuses. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 2;
  }

  @ResponseFilter
  void decorate(HttpRequest<?> request, MutableHttpResponse<?> response) {
    rate.of(request).ifPresent(level -> write(response.getHeaders(), level));
  }

  private static void write(MutableHttpHeaders headers, Buckets.Level level) {
    headers.set("RateLimit-Limit", Long.toString(level.capacity()));
    headers.set("RateLimit-Remaining", Long.toString(level.left()));
    headers.set("RateLimit-Reset", Long.toString(wholeSeconds(level.untilFull())));
  }

  private static long wholeSeconds(Duration time) {
    return time.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
