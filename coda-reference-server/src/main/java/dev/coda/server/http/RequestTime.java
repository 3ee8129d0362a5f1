package dev.coda.server.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.OptionalLong;

/** The time at which each request arrived, for statistics. Thread-safe. */
@ServerFilter("/**")
public final class RequestTime implements Ordered {
  /** The order of filters that measure requests, before all filters that can refuse one. */
  public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

  private static final String BEGUN = RequestTime.class.getName();

  @Override
  public int getOrder() {
    return ORDER;
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    request.setAttribute(BEGUN, System.nanoTime());
  }

  /** Returns the nanoseconds since a request arrived; empty if no filter was called for it. */
  public static OptionalLong nanosSince(HttpRequest<?> request) {
    return request
        .getAttribute(BEGUN, Long.class)
        .map(begun -> OptionalLong.of(System.nanoTime() - begun))
        .orElse(OptionalLong.empty());
  }
}
