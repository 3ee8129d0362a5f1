package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.filter.ServerFilterPhase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a write that a browser's cookies vouch for unless the page itself sent it: only our own
 * pages can read {@code coda_csrf} and repeat it in a header. Thread-safe.
 */
@ServerFilter("/api/**")
final class CsrfFilter implements Ordered {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** These start a sign-in by what is in their body; a cookie adds nothing to it. */
  private static final Set<String> OPEN = Set.of("/api/v1/auth/login", "/api/v1/auth/register");

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (isVouchedForByCookie(request) && !repeatsCookie(request)) {
      throw ProblemException.of(
          ErrorCode.CSRF_FAILED, "Send the coda_csrf cookie's value as X-CSRF-Token too.");
    }
  }

  private static boolean isVouchedForByCookie(HttpRequest<?> request) {
    return !READS.contains(request.getMethod())
        && !OPEN.contains(request.getPath())
        && !request.getHeaders().contains(HttpHeaders.AUTHORIZATION)
        && (cookie(request, AuthCookies.ACCESS) != null
            || cookie(request, AuthCookies.REFRESH) != null);
  }

  private static boolean repeatsCookie(HttpRequest<?> request) {
    String header = request.getHeaders().get("X-CSRF-Token");
    String cookie = cookie(request, AuthCookies.CSRF);
    return header != null
        && cookie != null
        && !cookie.isEmpty()
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8), cookie.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String cookie(HttpRequest<?> request, String name) {
    return request.getCookies().findCookie(name).map(Cookie::getValue).orElse(null);
  }
}
