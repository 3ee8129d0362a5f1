package dev.coda.server.auth;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Notices the end of sign-ins, for what goes on after its request was let in. Thread-safe. */
@Singleton
public class SignInWatch {
  private final SignInRepository signIns;
  private final Clock clock;

  SignInWatch(SignInRepository signIns, Clock clock) {
    this.signIns = signIns;
    this.clock = clock;
  }

  /** Asks now and then, and completes once the user's sign-in has ended. */
  public Mono<Void> ended(CurrentUser user, Duration pause) {
    return Flux.interval(pause)
        .onBackpressureDrop()
        .concatMap(tick -> isLive(user), 1)
        .takeWhile(live -> live)
        .then();
  }

  /** While nobody knows, nobody is sent away. */
  private Mono<Boolean> isLive(CurrentUser user) {
    return signIns
        .isLive(user.signInId(), clock.instant())
        .defaultIfEmpty(false)
        .onErrorReturn(true);
  }
}
