package dev.coda.server.auth;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Notices the end of sign-ins, for streams that continue after their request was admitted. One
 * query checks all sign-ins, however many streams they have. Thread-safe.
 */
@Singleton
public class SignInWatch {
  private static final int BATCH = 1000;

  private final SignInRepository signIns;
  private final Clock clock;
  private final Map<UUID, Integer> watched = new ConcurrentHashMap<>();
  private final Map<Duration, Flux<Set<UUID>>> ends = new ConcurrentHashMap<>();

  SignInWatch(SignInRepository signIns, Clock clock) {
    this.signIns = signIns;
    this.clock = clock;
  }

  /**
   * Returns what completes when the user's sign-in has ended. The database is checked regularly.
   */
  public Mono<Void> ended(CurrentUser user, Duration pause) {
    UUID id = user.signInId();
    return Mono.defer(
            () -> {
              watched.merge(id, 1, Integer::sum);
              return ends.computeIfAbsent(pause, this::ends)
                  .filter(over -> over.contains(id))
                  .next();
            })
        .doFinally(
            end -> watched.computeIfPresent(id, (same, count) -> count == 1 ? null : count - 1))
        .then();
  }

  private Flux<Set<UUID>> ends(Duration pause) {
    return Flux.interval(pause).onBackpressureDrop().concatMap(tick -> over(), 1).share();
  }

  private Mono<Set<UUID>> over() {
    return Flux.fromIterable(List.copyOf(watched.keySet()))
        .buffer(BATCH)
        .concatMap(this::over)
        .collect(HashSet::new, Set::addAll);
  }

  /** While nobody knows, nobody is sent away. */
  private Mono<Set<UUID>> over(List<UUID> some) {
    return signIns
        .findLive(some, clock.instant())
        .collectList()
        .map(live -> {
          Set<UUID> over = new HashSet<>(some);
          live.forEach(over::remove);
          return over;
        })
        .onErrorReturn(Set.of());
  }
}
