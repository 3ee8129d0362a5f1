package dev.coda.server.auth;

import dev.coda.server.http.Origin;
import dev.coda.server.secret.RandomText;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.time.Duration;

/** The three cookies of a signed-in browser. */
final class AuthCookies {
  static final String ACCESS = "coda_access";
  static final String REFRESH = "coda_refresh";

  /** The one cookie that a page may read, to repeat it in a header no other site can set. */
  static final String CSRF = "coda_csrf";

  private static final String REFRESH_PATH = "/api/v1/auth";

  private AuthCookies() {}

  static <T> MutableHttpResponse<T> set(
      HttpRequest<?> request, MutableHttpResponse<T> response, Tokens tokens) {
    return response
        .cookie(cookie(request, ACCESS, tokens.access(), "/", AccessTokens.LIFETIME))
        .cookie(cookie(request, REFRESH, tokens.refresh(), REFRESH_PATH, SignIns.LIFETIME))
        .cookie(
            cookie(request, CSRF, RandomText.of256Bits(), "/", SignIns.LIFETIME).httpOnly(false));
  }

  static <T> MutableHttpResponse<T> clear(HttpRequest<?> request, MutableHttpResponse<T> response) {
    return response
        .cookie(cookie(request, ACCESS, "", "/", Duration.ZERO))
        .cookie(cookie(request, REFRESH, "", REFRESH_PATH, Duration.ZERO))
        .cookie(cookie(request, CSRF, "", "/", Duration.ZERO).httpOnly(false));
  }

  private static Cookie cookie(
      HttpRequest<?> request, String name, String value, String path, Duration lifetime) {
    return Cookie.of(name, value)
        .path(path)
        .maxAge(lifetime.toSeconds())
        .httpOnly(true)
        .sameSite(SameSite.Strict)
        // Browsers drop Secure cookies over plain HTTP, which is how one tries Coda at home.
        .secure(Origin.isSecure(request) || !Origin.isLocal(request));
  }
}
