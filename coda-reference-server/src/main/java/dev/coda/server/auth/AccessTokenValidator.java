package dev.coda.server.auth;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Accepts an access token while it is valid and its sign-in lasts and belongs to the token's user;
 * after a logout the token is refused, though its own time is not up. Thread-safe.
 */
@Singleton
final class AccessTokenValidator implements TokenValidator<HttpRequest<?>> {
  private final AccessTokens tokens;
  private final LiveSignIns signIns;

  AccessTokenValidator(AccessTokens tokens, LiveSignIns signIns) {
    this.tokens = tokens;
    this.signIns = signIns;
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    return Mono.justOrEmpty(tokens.read(token))
        .filterWhen(signIns::isLive)
        .map(CurrentUser::toAuthentication);
  }
}
