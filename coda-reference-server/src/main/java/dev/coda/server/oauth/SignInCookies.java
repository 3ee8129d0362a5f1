package dev.coda.server.oauth;

import dev.coda.server.origin.RequestOrigin;
import dev.coda.server.origin.RequestOrigins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Ties a sign-in to the browser in which it began: a callback in another one is refused, or a user
 * could be made to sign in with the account of another. The cookie is Lax, since the browser comes
 * back from another site. Thread-safe.
 */
@Singleton
final class SignInCookies {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{20,200}");
  private static final int NAMED_BY = 12;

  private final RequestOrigins origins;

  SignInCookies(RequestOrigins origins) {
    this.origins = origins;
  }

  <T> MutableHttpResponse<T> set(
      HttpRequest<?> request, MutableHttpResponse<T> response, String state) {
    return response.cookie(cookie(origins.of(request), state, state, LIFETIME));
  }

  <T> MutableHttpResponse<T> clear(
      HttpRequest<?> request, MutableHttpResponse<T> response, String state) {
    return response.cookie(cookie(origins.of(request), state, "", Duration.ZERO));
  }

  /** Returns whether this is the browser in which the sign-in of a state began. */
  boolean began(HttpRequest<?> request, String state) {
    return STATE.matcher(state).matches()
        && request
            .getCookies()
            .findCookie(name(origins.of(request), state))
            .map(cookie ->
                MessageDigest.isEqual(
                    cookie.getValue().getBytes(StandardCharsets.UTF_8),
                    state.getBytes(StandardCharsets.UTF_8)))
            .orElse(false);
  }

  private static Cookie cookie(
      RequestOrigin origin, String state, String value, Duration lifetime) {
    return Cookie.of(name(origin, state), value)
        .path(origin.isSecure() ? "/" : SignInCallbackController.PATH)
        .maxAge(lifetime.toSeconds())
        .httpOnly(true)
        .sameSite(SameSite.Lax)
        .secure(origin.isSecure() || !origin.isLocal());
  }

  /** Several sign-ins may be open at once, each with a cookie of its own. */
  private static String name(RequestOrigin origin, String state) {
    String name = "coda_sign_in_" + state.substring(0, NAMED_BY);
    return origin.isSecure() ? "__Host-" + name : name;
  }
}
