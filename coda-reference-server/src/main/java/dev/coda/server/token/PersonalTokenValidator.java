package dev.coda.server.token;

import dev.coda.server.auth.BearerTokens;
import dev.coda.server.secret.Digests;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Accepts a personal access token that a client sends itself until it expires or is revoked.
 * Thread-safe.
 */
@Singleton
final class PersonalTokenValidator implements TokenValidator<HttpRequest<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(PersonalTokenValidator.class);

  /** A row is not written for each of many requests in a row. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final TokenRepository tokens;
  private final Clock clock;

  PersonalTokenValidator(TokenRepository tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    if (!token.startsWith(PersonalTokens.PREFIX)
        || request == null
        || !BearerTokens.isSent(request)) {
      return Mono.empty();
    }
    Instant now = clock.instant();
    return tokens
        .findHolder(Digests.sha256(token), now)
        .flatMap(holder -> touched(holder, now).thenReturn(holder))
        .map(holder -> holder.user().toAuthentication());
  }

  /** That the time cannot be written keeps nobody out. */
  private Mono<Long> touched(TokenHolder holder, Instant now) {
    Instant last = holder.lastUsedAt();
    if (last != null && now.isBefore(last.plus(PRECISION))) {
      return Mono.empty();
    }
    return tokens
        .touch(holder.id(), now)
        .onErrorResume(e -> {
          LOG.warn("The use of token {} was not recorded: {}", holder.id(), e.getMessage());
          return Mono.empty();
        });
  }
}
