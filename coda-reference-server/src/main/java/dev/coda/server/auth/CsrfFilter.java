package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Refuses a write that is authenticated by cookies alone unless the page itself sent it: only our
 * own pages can read {@code coda_csrf} and repeat it in a header. The value must also be that of
 * the sign-in that the other cookies belong to. Thread-safe.
 */
@ServerFilter({"/api/**", "/v1/**"})
final class CsrfFilter implements Ordered {
  /** These start a sign-in by what is in their body; a cookie adds nothing to it. */
  private static final Set<String> OPEN = Set.of("/api/v1/auth/login", "/api/v1/auth/register");

  private final AuthCookies cookies;
  private final AccessTokens accessTokens;
  private final CsrfTokens csrfTokens;

  CsrfFilter(AuthCookies cookies, AccessTokens accessTokens, CsrfTokens csrfTokens) {
    this.cookies = cookies;
    this.accessTokens = accessTokens;
    this.csrfTokens = csrfTokens;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (!ForeignPages.isWrite(request)
        || BearerTokens.isUpgrade(request)
        || OPEN.contains(request.getPath())
        || request.getHeaders().contains(HttpHeaders.AUTHORIZATION)) {
      return;
    }
    Optional<String> access = cookies.read(request, AuthCookies.ACCESS);
    Optional<String> refresh = cookies.read(request, AuthCookies.REFRESH);
    if (access.isEmpty() && refresh.isEmpty()) {
      return;
    }
    Stream<UUID> signIns =
        Stream.concat(
            access.flatMap(accessTokens::read).map(CurrentUser::signInId).stream(),
            refresh.flatMap(RefreshTokens::signInOf).stream());
    String header = request.getHeaders().get("X-CSRF-Token");
    if (header == null
        || !repeatsCookie(request, header)
        || !signIns.allMatch(signIn -> csrfTokens.matches(header, signIn))) {
      throw ProblemException.of(
          ErrorCode.CSRF_FAILED,
          "Send the value of the cookie coda_csrf (over https, __Host-coda_csrf) as X-CSRF-Token"
              + " too.");
    }
  }

  private boolean repeatsCookie(HttpRequest<?> request, String header) {
    String cookie = cookies.read(request, AuthCookies.CSRF).orElse("");
    return !cookie.isEmpty()
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8), cookie.getBytes(StandardCharsets.UTF_8));
  }
}
