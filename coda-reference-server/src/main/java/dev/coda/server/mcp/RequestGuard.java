package dev.coda.server.mcp;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URI;
import java.util.Set;

/**
 * Refuses what a web page could send without its user's leave: a request that only a cookie vouches
 * for, and one whose Origin is not this machine. That the Origin equals the Host proves nothing,
 * since a name may be made to lead here.
 */
final class RequestGuard {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private RequestGuard() {}

  static void check(HttpRequest<?> request) {
    HttpHeaders headers = request.getHeaders();
    if (!headers.contains(HttpHeaders.AUTHORIZATION)) {
      throw ProblemException.of(
          ErrorCode.UNAUTHORIZED, "Send the access token as a bearer token; cookies do not count.");
    }
    String origin = headers.get(HttpHeaders.ORIGIN);
    if (origin != null && !isLocal(origin)) {
      throw ProblemException.of(ErrorCode.FORBIDDEN, "Requests from other sites are refused.");
    }
  }

  private static boolean isLocal(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host != null && LOCAL.contains(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
