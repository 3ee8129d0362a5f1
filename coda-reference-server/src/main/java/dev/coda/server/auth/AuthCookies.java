package dev.coda.server.auth;

import dev.coda.server.origin.RequestOrigin;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookies of a browser. Over TLS their names begin with {@code __Host-}: browsers then take
 * them from this very host alone, not from another one of the same domain. They demand the path
 * {@code /} in return. Thread-safe.
 */
@Singleton
final class AuthCookies {
  static final String ACCESS = "coda_access";
  static final String REFRESH = "coda_refresh";

  /** The one cookie that a page may read, to repeat it in a header no other site can set. */
  static final String CSRF = "coda_csrf";

  /** Outlives the sign-in, see {@link DeviceCookies}. */
  static final String DEVICE = "coda_device";

  private static final String HOST_PREFIX = "__Host-";
  private static final String AUTH_PATH = "/api/v1/auth";

  private final RequestOrigins origins;
  private final CsrfTokens csrfTokens;

  AuthCookies(RequestOrigins origins, CsrfTokens csrfTokens) {
    this.origins = origins;
    this.csrfTokens = csrfTokens;
  }

  /** Returns the value of a cookie. Over TLS a cookie without the prefix does not count. */
  Optional<String> read(HttpRequest<?> request, String name) {
    return request
        .getCookies()
        .findCookie(fullName(origins.of(request), name))
        .map(Cookie::getValue);
  }

  <T> MutableHttpResponse<T> set(
      HttpRequest<?> request, MutableHttpResponse<T> response, Tokens tokens) {
    RequestOrigin origin = origins.of(request);
    String csrf = csrfTokens.of(tokens.signInId());
    return response
        .cookie(cookie(origin, ACCESS, tokens.access(), "/", AccessTokens.LIFETIME))
        .cookie(cookie(origin, REFRESH, tokens.refresh(), AUTH_PATH, SignIns.LIFETIME))
        .cookie(cookie(origin, CSRF, csrf, "/", SignIns.LIFETIME).httpOnly(false));
  }

  <T> MutableHttpResponse<T> setDevice(
      HttpRequest<?> request, MutableHttpResponse<T> response, String device) {
    return response.cookie(
        cookie(origins.of(request), DEVICE, device, AUTH_PATH, DeviceCookies.LIFETIME));
  }

  /** Removes the cookies of the sign-in; the device stays known. */
  <T> MutableHttpResponse<T> clear(HttpRequest<?> request, MutableHttpResponse<T> response) {
    RequestOrigin origin = origins.of(request);
    return response
        .cookie(cookie(origin, ACCESS, "", "/", Duration.ZERO))
        .cookie(cookie(origin, REFRESH, "", AUTH_PATH, Duration.ZERO))
        .cookie(cookie(origin, CSRF, "", "/", Duration.ZERO).httpOnly(false));
  }

  /** Removes all cookies. */
  <T> MutableHttpResponse<T> clearAll(HttpRequest<?> request, MutableHttpResponse<T> response) {
    return clear(request, response)
        .cookie(cookie(origins.of(request), DEVICE, "", AUTH_PATH, Duration.ZERO));
  }

  private static Cookie cookie(
      RequestOrigin origin, String name, String value, String path, Duration lifetime) {
    return Cookie.of(fullName(origin, name), value)
        .path(origin.isSecure() ? "/" : path)
        .maxAge(lifetime.toSeconds())
        .httpOnly(true)
        .sameSite(SameSite.Strict)
        // Browsers drop Secure cookies over plain HTTP, which is how one tries Coda at home.
        .secure(origin.isSecure() || !origin.isLocal());
  }

  private static String fullName(RequestOrigin origin, String name) {
    return origin.isSecure() ? HOST_PREFIX + name : name;
  }
}
