package dev.coda.server.auth;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.reader.DefaultTokenResolver;
import io.micronaut.security.token.reader.TokenResolver;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Finds a request's access token. A request with an {@code Authorization} header is judged by that
 * alone: were a cookie the second choice, a bad header would let it skip the CSRF check. A
 * WebSocket of another site's page has no token. Thread-safe.
 */
@Singleton
@Replaces(DefaultTokenResolver.class)
final class RequestTokens implements TokenResolver<HttpRequest<?>> {
  private final AuthCookies cookies;
  private final ForeignPages foreignPages;

  RequestTokens(AuthCookies cookies, ForeignPages foreignPages) {
    this.cookies = cookies;
    this.foreignPages = foreignPages;
  }

  @Override
  @SuppressWarnings({"deprecation", "removal"}) // The one abstract method of the interface.
  public Optional<String> resolveToken(HttpRequest<?> request) {
    if (BearerTokens.isUpgrade(request) && foreignPages.sent(request)) {
      return Optional.empty();
    }
    return BearerTokens.isSent(request)
        ? BearerTokens.of(request)
        : cookies.read(request, AuthCookies.ACCESS);
  }
}
