package dev.coda.server.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.server.admission.StartCheck;
import dev.coda.server.observe.RunObserver;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses runs of a user whose runs took too many tokens in a minute. Tokens are charged when a run
 * stores what it took; a run that is active is never stopped. Thread-safe.
 */
@Singleton
class TokenRate implements RunObserver, StartCheck {
  private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

  private final Buckets tokens;
  private final Cache<RunId, Charged> runs =
      Caffeine.newBuilder().expireAfterAccess(LONGEST_SILENCE).build();

  TokenRate(@Named(RateFactory.TOKENS) Buckets tokens) {
    this.tokens = tokens;
  }

  @Override
  public void check(UserId user) {
    Buckets.Level level = tokens.level(user.value());
    if (level.left() == 0) {
      throw new AdmissionException(
          FailureKind.RATE_LIMITED,
          "Your runs took more than %d tokens in a minute.".formatted(level.capacity()),
          level.untilNext());
    }
  }

  @Override
  public void started(RunRecord run) {
    runs.put(run.id(), new Charged(run.userId(), new AtomicLong()));
  }

  @Override
  public void committed(RunCommit commit) {
    Charged run = runs.getIfPresent(commit.runId());
    if (run != null) {
      long total = commit.usage().input() + commit.usage().output();
      tokens.charge(run.user().value(), total - run.tokens().getAndSet(total));
    }
    if (commit.status().isTerminal()) {
      runs.invalidate(commit.runId());
    }
  }

  private record Charged(UserId user, AtomicLong tokens) {}
}
