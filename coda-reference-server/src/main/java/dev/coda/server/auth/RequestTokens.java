package dev.coda.server.auth;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.reader.DefaultTokenResolver;
import io.micronaut.security.token.reader.TokenResolver;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's access token. A request with an {@code Authorization} header is judged by that
 * alone: were a cookie the second choice, a bad header would let it skip the CSRF check.
 * Thread-safe.
 */
@Singleton
@Replaces(DefaultTokenResolver.class)
final class RequestTokens implements TokenResolver<HttpRequest<?>> {
  private static final String BEARER = "Bearer ";

  private final AuthCookies cookies;

  RequestTokens(AuthCookies cookies) {
    this.cookies = cookies;
  }

  @Override
  @SuppressWarnings({"deprecation", "removal"}) // The one abstract method of the interface.
  public Optional<String> resolveToken(HttpRequest<?> request) {
    String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    return authorization == null
        ? cookies.read(request, AuthCookies.ACCESS)
        : Optional.ofNullable(bearer(authorization));
  }

  private static @Nullable String bearer(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }
}
