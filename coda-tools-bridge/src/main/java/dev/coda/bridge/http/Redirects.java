package dev.coda.bridge.http;

import dev.coda.api.error.FailureKind;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Decides whether a redirect may be followed, and which parts of the request are sent to its
 * target.
 */
final class Redirects {
  static final int MAX = 3;
  private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

  private final HttpEndpoint endpoint;

  Redirects(HttpEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  static boolean isRedirect(Response response) {
    return CODES.contains(response.code());
  }

  /** The next request, or the reason why there is none. */
  Request follow(Request request, Response response, Set<String> credentials)
      throws RefusedRedirectException {
    HttpUrl target = target(request, response);
    Request.Builder next = request.newBuilder().url(target);
    boolean safe = request.method().equals("GET") || request.method().equals("HEAD");
    if (!safe && response.code() == 303) {
      next.get();
      next.removeHeader("Idempotency-Key");
    } else if (!safe && (response.code() == 301 || response.code() == 302)) {
      throw new RefusedRedirectException(
          FailureKind.TOOL_FAILED,
          "a " + request.method() + " redirected with " + response.code() + " would lose its body");
    }
    if (!sameOrigin(request.url(), target)) {
      credentials.forEach(next::removeHeader);
      endpoint.headers().keySet().forEach(next::removeHeader);
    }
    return next.build();
  }

  private HttpUrl target(Request request, Response response) throws RefusedRedirectException {
    String location = response.header("Location");
    HttpUrl target = location == null ? null : request.url().resolve(location);
    if (target == null) {
      throw new RefusedRedirectException(FailureKind.TOOL_FAILED, "it leads to no http address");
    }
    if (!target.username().isEmpty() || !target.password().isEmpty()) {
      throw new RefusedRedirectException(FailureKind.ADDRESS_REFUSED, "it holds a user name");
    }
    if (!endpoint.allowedHosts().permits(target)) {
      throw new RefusedRedirectException(
          FailureKind.ADDRESS_REFUSED, target.host() + " is not an allowed host of this tool");
    }
    if (request.isHttps() && !target.isHttps()) {
      throw new RefusedRedirectException(FailureKind.ADDRESS_REFUSED, "it leaves https");
    }
    return target;
  }

  private static boolean sameOrigin(HttpUrl from, HttpUrl to) {
    return from.scheme().equals(to.scheme())
        && from.host().equals(to.host())
        && from.port() == to.port();
  }
}
