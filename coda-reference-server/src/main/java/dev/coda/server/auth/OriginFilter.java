package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;

/**
 * Refuses what pages of other sites must not send, whatever cookies go along. A WebSocket is not
 * refused here: it is opened without a user, and closed with a code that a page can read.
 * Thread-safe.
 */
@ServerFilter("/**")
final class OriginFilter implements Ordered {
  private final ForeignPages foreignPages;

  OriginFilter(ForeignPages foreignPages) {
    this.foreignPages = foreignPages;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (!BearerTokens.isUpgrade(request) && foreignPages.sent(request)) {
      throw ProblemException.of(
          ForeignPages.isWrite(request) ? ErrorCode.CSRF_FAILED : ErrorCode.FORBIDDEN,
          "Requests from pages of other sites are refused.");
    }
  }
}
