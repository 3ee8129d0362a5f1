package dev.coda.server.rate;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.Optional;

/** Refuses requests of a user who sends too many in a minute. Thread-safe. */
@ServerFilter({"/api/**", "/v1/**", "/mcp"})
final class RequestRateFilter implements Ordered {
  private final RequestRate rate;

  RequestRateFilter(RequestRate rate) {
    this.rate = rate;
  }

  /** As soon as it is known who asks. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after() - 1;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    Optional<Buckets.Level> level = rate.of(request);
    if (level.isPresent() && !level.get().taken()) {
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED,
          "You sent more than %d requests in a minute.".formatted(level.get().capacity()),
          level.get().untilNext());
    }
  }
}
