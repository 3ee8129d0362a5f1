package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigin;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.Set;

/**
 * Refuses writes from pages of other sites, whatever cookies go along. A bearer token is not sent
 * by itself, so it lets any page write; but a server on the user's own machine, which no page
 * elsewhere has reason to call, refuses those pages everything. Thread-safe.
 */
@ServerFilter("/**")
final class OriginFilter implements Ordered {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final RequestOrigins origins;

  OriginFilter(RequestOrigins origins) {
    this.origins = origins;
  }

  static boolean isWrite(HttpRequest<?> request) {
    return !READS.contains(request.getMethod());
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    String page = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (page == null) {
      return;
    }
    RequestOrigin origin = origins.of(request);
    boolean unvouched =
        isWrite(request) && !request.getHeaders().contains(HttpHeaders.AUTHORIZATION);
    if ((unvouched || origin.isLocal()) && origin.isForeign(page)) {
      throw ProblemException.of(
          isWrite(request) ? ErrorCode.CSRF_FAILED : ErrorCode.FORBIDDEN,
          "Requests from pages of other sites are refused.");
    }
  }
}
