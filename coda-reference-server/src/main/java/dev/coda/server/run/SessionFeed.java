package dev.coda.server.run;

import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Notifies the followers of a session of each run that starts in it. A run that this process starts
 * is reported at once. For other runs, one query a second checks all sessions that have followers.
 * Thread-safe.
 */
@Singleton
public class SessionFeed {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How far back to look for runs that were short. Longer than a look takes when it is late. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private static final int BATCH = 1000;

  private final SessionActivity activity;
  private final Clock clock;
  private final Map<UUID, Set<Following>> followers = new ConcurrentHashMap<>();
  private final Flux<Void> looks;

  @Inject
  SessionFeed(SessionActivity activity, Clock clock) {
    this(activity, clock, PAUSE);
  }

  SessionFeed(SessionActivity activity, Clock clock, Duration pause) {
    this.activity = activity;
    this.clock = clock;
    this.looks =
        Flux.interval(Duration.ZERO, pause)
            .onBackpressureDrop()
            .concatMap(tick -> Flux.fromIterable(List.copyOf(followers.keySet())).buffer(BATCH), 1)
            .concatMap(this::look, 1)
            .share();
  }

  /** Receives the events of a session. It is called on any thread and must not block. */
  public interface Follower {
    /** Reports a run that is active, or has started since this was called; possibly repeatedly. */
    void runStarted(RunId run);

    /** Reports that the session was deleted. */
    void sessionDeleted();
  }

  /** Follows a session until the returned object is disposed of. */
  public Disposable follow(SessionId session, Follower follower) {
    Following following = new Following(follower, clock.instant());
    followers.compute(session.value(), (id, all) -> with(all, following));
    Disposable looking = looks.subscribe();
    return () -> {
      looking.dispose();
      followers.computeIfPresent(session.value(), (id, all) -> without(all, following));
    };
  }

  /** Reports a run that was started in this process. */
  public void started(SessionId session, RunId run) {
    of(session.value()).forEach(each -> each.follower().runStarted(run));
  }

  /** While nobody knows, nothing is reported. */
  private Mono<Void> look(List<UUID> sessions) {
    Mono<Void> deleted =
        activity
            .existing(sessions)
            .collectList()
            .doOnNext(found -> reportDeleted(sessions, found))
            .then();
    return activity
        .runs(sessions, clock.instant().minus(OVERLAP))
        .doOnNext(this::report)
        .then(deleted)
        .onErrorComplete();
  }

  private void report(StartedRun run) {
    for (Following each : of(run.sessionId())) {
      if (run.finishedAt() == null || !run.startedAt().isBefore(each.since())) {
        each.follower().runStarted(new RunId(run.id()));
      }
    }
  }

  private void reportDeleted(List<UUID> sessions, List<UUID> found) {
    Set<UUID> gone = new HashSet<>(sessions);
    found.forEach(gone::remove);
    gone.forEach(session -> of(session).forEach(each -> each.follower().sessionDeleted()));
  }

  private Set<Following> of(UUID session) {
    return followers.getOrDefault(session, Set.of());
  }

  private static Set<Following> with(@Nullable Set<Following> all, Following one) {
    Set<Following> more = all == null ? new HashSet<>() : new HashSet<>(all);
    more.add(one);
    return more;
  }

  private static @Nullable Set<Following> without(Set<Following> all, Following one) {
    Set<Following> fewer = new HashSet<>(all);
    fewer.remove(one);
    return fewer.isEmpty() ? null : fewer;
  }

  private record Following(Follower follower, Instant since) {}
}
