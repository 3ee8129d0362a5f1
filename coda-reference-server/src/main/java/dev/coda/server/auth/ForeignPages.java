package dev.coda.server.auth;

import dev.coda.server.origin.RequestOrigin;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Recognises requests that pages of other sites must not send. A bearer token is not sent by
 * itself, so it lets any page write; but a server on the user's own machine, which no page
 * elsewhere has reason to call, refuses those pages everything. Thread-safe.
 */
@Singleton
final class ForeignPages {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final RequestOrigins origins;

  ForeignPages(RequestOrigins origins) {
    this.origins = origins;
  }

  /** Returns whether a request changes something, or opens a WebSocket, over which it can. */
  static boolean isWrite(HttpRequest<?> request) {
    return !READS.contains(request.getMethod()) || BearerTokens.isUpgrade(request);
  }

  /** Returns whether a page of another site sent a request that it must not send. */
  boolean sent(HttpRequest<?> request) {
    String page = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (page == null) {
      return false;
    }
    RequestOrigin origin = origins.of(request);
    boolean unvouched = isWrite(request) && !BearerTokens.isSent(request);
    return (unvouched || origin.isLocal()) && origin.isForeign(page);
  }
}
