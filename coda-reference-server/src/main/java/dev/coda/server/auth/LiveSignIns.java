package dev.coda.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.core.signal.Signals;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Knows for a few seconds which sign-ins last, so that the database is not asked for every request.
 * The end of one is known here at once, and at other servers as soon as they ask again.
 * Thread-safe.
 */
@Singleton
class LiveSignIns {
  /** As long as open streams continue without asking. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final int MOST_KEPT = 10_000;
  private static final String TOPIC = "ended-sign-ins";

  private final SignInRepository signIns;
  private final Clock clock;
  private final Signals signals;

  /** Whose a sign-in is; nobody's if it has ended. */
  private final Cache<UUID, Optional<Owner>> known =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

  private record Owner(UUID user, UUID organization) {}

  LiveSignIns(SignInRepository signIns, Clock clock, Signals signals) {
    this.signIns = signIns;
    this.clock = clock;
    this.signals = signals;
    var _ =
        signals.receive(
            TOPIC,
            new Signals.Receiver() {
              @Override
              public void received(String message) {
                forget(message);
              }

              @Override
              public void missed() {
                known.invalidateAll();
              }
            });
  }

  /** Returns whether a sign-in lasts and belongs to this user of this organization. */
  Mono<Boolean> isLive(CurrentUser user) {
    Owner asking = new Owner(user.userId(), user.organizationId());
    Optional<Owner> owner = known.getIfPresent(user.signInId());
    if (owner != null) {
      return Mono.just(owner.equals(Optional.of(asking)));
    }
    return signIns
        .isLive(user.signInId(), user.userId(), user.organizationId(), clock.instant())
        .doOnNext(live -> {
          if (live) {
            // It may have ended while the database was asked.
            known.asMap().putIfAbsent(user.signInId(), Optional.of(asking));
          }
        });
  }

  /** Ends a sign-in. */
  void end(UUID signIn) {
    signIns.revoke(signIn, clock.instant());
    known.put(signIn, Optional.empty());
  }

  /** Notes at all servers that none of a user's sign-ins last any more. */
  void ended(UUID user) {
    forget(user.toString());
    signals.broadcast(TOPIC, user.toString());
  }

  private void forget(String user) {
    known
        .asMap()
        .forEach((signIn, owner) -> {
          if (owner.filter(known -> known.user().toString().equals(user)).isPresent()) {
            known.put(signIn, Optional.empty());
          }
        });
  }
}
