package dev.coda.server.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.OptionalLong;

/** When each request came, for statistics. Thread-safe. */
@ServerFilter("/**")
public final class RequestTime implements Ordered {
  /** The order of filters that measure requests: outside of all that can refuse one. */
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

  /** Returns how many nanoseconds ago a request came; empty if it got to no filter. */
  public static OptionalLong nanosSince(HttpRequest<?> request) {
    return request
        .getAttribute(BEGUN, Long.class)
        .map(begun -> OptionalLong.of(System.nanoTime() - begun))
        .orElse(OptionalLong.empty());
  }
}
