package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.TimeOrderedIds;
import dev.coda.testkit.store.SampleRun;
import dev.coda.testkit.store.SampleRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes over one database of which one has the wrong time. */
final class WrongClockTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final TimeOrderedIds ids = new TimeOrderedIds();

  @ParameterizedTest
  @ValueSource(longs = {60, -60})
  void takesNoRunThatIsAtWork(long seconds) {
    SampleRun run = start(Clock.systemUTC());

    assertThat(claims(wrongBy(seconds), run)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {60, -60})
  void keepsItsRunsForAsLongAsOthersDo(long seconds) {
    Clock wrong = wrongBy(seconds);
    SampleRun run = start(wrong);
    assertThat(claims(Clock.systemUTC(), run)).isFalse();

    renew(run, wrong, LEASE);
    assertThat(claims(Clock.systemUTC(), run)).isFalse();

    renew(run, wrong, Duration.ofSeconds(-2));
    assertThat(claims(Clock.systemUTC(), run)).isTrue();
  }

  private SampleRun start(Clock clock) {
    Instant now = clock.instant();
    SessionId session = SessionId.next(ids);
    at(clock).sessions().create(Session.start(session, UserId.LOCAL, now));
    SampleRun run =
        SampleRuns.plain(ids, UserId.LOCAL, session, null, now).leasedUntil(now.plus(LEASE));
    at(clock).runs().start(run.record(), run.opening(3));
    return run;
  }

  private static void renew(SampleRun run, Clock clock, Duration time) {
    Instant until = clock.instant().plus(time);
    assertThat(at(clock).runs().renew(new Lease(run.id(), SampleRun.LEASE_OWNER, 1, until)))
        .isEqualTo(Lease.Renewal.HELD);
  }

  private static boolean claims(Clock clock, SampleRun run) {
    Instant now = clock.instant();
    List<RunRecord> claimed = at(clock).runs().claimExpired("another", now, now.plus(LEASE), 1_000);
    return claimed.stream().anyMatch(other -> other.id().equals(run.id()));
  }

  private static Clock wrongBy(long seconds) {
    return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
  }

  private static Stores at(Clock clock) {
    return PostgresStores.builder(TestDatabase.POOL).hostClock(clock).build();
  }
}
