package dev.coda.server.socket;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.SignInWatch;
import dev.coda.server.process.Stopping;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decides who may use the socket of a session, and for how long. Thread-safe. */
@Singleton
final class SocketAccess {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Stores stores;
  private final SignInWatch signIns;
  private final Stopping stopping;
  private final Clock clock;

  @Inject
  SocketAccess(Stores stores, SignInWatch signIns, Stopping stopping, Clock clock) {
    this.stores = stores;
    this.signIns = signIns;
    this.stopping = stopping;
    this.clock = clock;
  }

  /** Returns why a user must not use the socket of a session; empty if they may. */
  Optional<CloseCode> refusal(@Nullable CurrentUser user, @Nullable SessionId session) {
    if (user == null) {
      return Optional.of(CloseCode.UNAUTHORIZED);
    }
    if (!user.may(Scope.CHAT)) {
      return Optional.of(CloseCode.FORBIDDEN);
    }
    return session == null || stores.sessions().find(new UserId(user.userId()), session).isEmpty()
        ? Optional.of(CloseCode.NOT_FOUND)
        : Optional.empty();
  }

  /** Returns the reason why this user's sockets must close, once there is one. */
  Mono<CloseCode> ended(CurrentUser user) {
    return Mono.firstWithSignal(
        stopping.streamsEnd().thenReturn(CloseCode.STOPPING),
        signIns.ended(user, PAUSE).thenReturn(CloseCode.UNAUTHORIZED),
        accessEnded(user).thenReturn(CloseCode.UNAUTHORIZED));
  }

  private Mono<Void> accessEnded(CurrentUser user) {
    Instant until = user.accessUntil();
    return until == null
        ? Mono.never()
        : Flux.interval(PAUSE)
            .onBackpressureDrop()
            .filter(tick -> !clock.instant().isBefore(until))
            .next()
            .then();
  }
}
