package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunQueued;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The requirements on runs that wait for their turn, and on how they begin. Confined to one thread
 * at a time.
 */
public abstract class RunQueueContract extends StoreContract {
  private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  /** For a class that has the stores to test. */
  public RunQueueContract() {}

  @Test
  void keepsManyRunsThatWaitBesideOneThatIsActive() {
    SessionId session = newSession().id();
    SampleRun active = started(session);
    RunRecord first = queued(session, NOON.plusSeconds(1));
    RunRecord second = queued(session, NOON.plusSeconds(2));

    assertThat(stores().runs().active(owner, session))
        .extracting(RunRecord::id)
        .containsExactly(active.id(), first.id(), second.id());
    assertThat(first.status()).isEqualTo(RunStatus.QUEUED);
    assertThat(stores().sessions().find(owner, session).orElseThrow().messageCount()).isEqualTo(2);
  }

  @Test
  void beginsARunThatWasClaimedOnItsBranch() {
    SessionId session = newSession().id();
    RunRecord waiting = queued(session, NOON);
    SampleRun turn = turn(waiting, session);
    RunRecord claimed = claim(waiting);

    begin(claimed, turn, 2);

    RunRecord begun = stores().runs().find(owner, waiting.id()).orElseThrow();
    assertThat(begun.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(begun.branch()).isEqualTo(session.value());
    assertThat(begun.startedAt()).isEqualTo(LATER);
    assertThat(begun.lease()).isEqualTo(claimed.lease());
    assertThat(stores().runs().events(waiting.id(), 0, 100))
        .extracting(event -> event.payload().type())
        .startsWith("run_queued", "run_started", "message_start");
    assertFails(FailureKind.CONFLICT, () -> started(session));
  }

  @Test
  void beginsNoRunOnABusyBranch() {
    SessionId session = newSession().id();
    started(session);
    RunRecord waiting = queued(session, NOON);
    RunRecord claimed = claim(waiting);

    assertFails(FailureKind.CONFLICT, () -> begin(claimed, turn(waiting, session), 2));

    assertThat(stores().runs().find(owner, waiting.id())).contains(claimed);
    assertThat(stores().runs().events(waiting.id(), 0, 100)).hasSize(1);
  }

  @Test
  void beginsARunOnce() {
    SessionId session = newSession().id();
    RunRecord waiting = queued(session, NOON);
    RunRecord lost = claim(waiting);
    RunRecord claimed = claim(waiting);
    SampleRun turn = turn(waiting, session);

    assertFails(FailureKind.FENCED, () -> begin(lost, turn, 2));
    begin(claimed, turn, 2);
    assertFails(FailureKind.FENCED, () -> begin(claimed, turn, 2));

    assertThat(stores().runs().claimWaiting(owner, waiting.id(), "third", FUTURE)).isEmpty();
  }

  private SampleRun started(SessionId session) {
    SampleRun run = SampleRuns.plain(ids, owner, session, null, NOON);
    stores().runs().start(run.record(), run.opening(3));
    return run;
  }

  private RunRecord queued(SessionId session, Instant at) {
    SampleRun sample = SampleRuns.plain(ids, owner, session, null, at);
    RunRecord run =
        sample.record().toBuilder()
            .branch(sample.id().value())
            .lease(lease(sample, FUTURE))
            .build();
    RunEvent event = new RunEvent(sample.id(), session, 1, at, new RunQueued(1, null));
    return stores()
        .runs()
        .start(run, RunCommit.of(run.id(), 1, List.of(event), RunProjection.of(List.of(event))));
  }

  private static Lease lease(SampleRun run, Instant until) {
    return new Lease(run.id(), SampleRun.LEASE_OWNER, 1, until);
  }

  private RunRecord claim(RunRecord run) {
    return stores().runs().claimWaiting(owner, run.id(), "second", FUTURE).orElseThrow();
  }

  /** Returns the log of the run after its place in the queue. */
  private SampleRun turn(RunRecord waiting, SessionId session) {
    SampleRun sample = SampleRuns.plain(ids, owner, session, null, LATER);
    List<RunEvent> events =
        sample.events().stream()
            .map(event ->
                new RunEvent(waiting.id(), session, event.seq() + 1, event.ts(), event.payload()))
            .toList();
    return new SampleRun(owner, events, FUTURE, null);
  }

  private void begin(RunRecord claimed, SampleRun turn, int size) {
    List<RunEvent> first = turn.events().subList(0, size);
    RunProjection projection = RunProjection.of(first);
    RunRecord placed = claimed.toBuilder().branch(turn.record().branch()).startedAt(LATER).build();
    Lease lease = claimed.lease();
    stores()
        .runs()
        .begin(
            placed,
            RunCommit.of(claimed.id(), lease == null ? 0 : lease.fence(), first, projection));
  }
}
