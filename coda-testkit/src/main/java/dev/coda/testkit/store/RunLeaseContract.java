package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The requirements on leases: which process may write a run, and the result when many threads try
 * at once. The expired leases of these tests end in the past, and those of all other tests in the
 * far future. Confined to one thread at a time.
 */
public abstract class RunLeaseContract extends StoreContract {
  private static final int THREADS = 32;
  private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");

  /** For a class that has the stores to test. */
  public RunLeaseContract() {}

  @Test
  void prolongsTheLeaseOfItsOwner() {
    Lease lease = start(newSession().id(), FUTURE);
    Lease longer = until(lease, FUTURE.plusSeconds(60));
    assertThat(stores().runs().renew(longer)).isEqualTo(Lease.Renewal.HELD);
    assertThat(find(lease).lease()).isEqualTo(longer);
  }

  @Test
  void prolongsManyLeasesAtOnceAndTellsOfEachInOrder() {
    Lease held = start(newSession().id(), FUTURE);
    Lease lost = start(newSession().id(), FUTURE);
    Lease asked = start(newSession().id(), FUTURE);
    stores().runs().requestCancel(owner, asked.runId());
    Instant later = FUTURE.plusSeconds(60);
    Lease foreign = new Lease(lost.runId(), lost.owner(), 2, later);

    assertThat(stores().runs().renew(List.of(until(asked, later), foreign, until(held, later))))
        .containsExactly(Lease.Renewal.CANCEL_REQUESTED, Lease.Renewal.LOST, Lease.Renewal.HELD);

    assertThat(find(held).lease()).isEqualTo(until(held, later));
    assertThat(find(asked).lease()).isEqualTo(until(asked, later));
    assertThat(find(lost).lease()).isEqualTo(lost);
    assertThat(stores().runs().renew(List.of())).isEmpty();
  }

  @Test
  void tellsWhichRunsShouldStop() {
    RunId asked = start(newSession().id(), FUTURE).runId();
    RunId other = start(newSession().id(), FUTURE).runId();
    SampleRun ending = plain(newSession().id());
    List<RunCommit> commits = ending.commits(3);
    stores().runs().start(ending.record(), commits.get(0));
    stores().runs().requestCancel(owner, asked);
    stores().runs().requestCancel(owner, ending.id());
    commits.subList(1, commits.size()).forEach(stores().runs()::append);

    List<RunId> all = List.of(asked, other, ending.id(), RunId.next(ids));
    assertThat(stores().runs().cancelRequested(all)).containsExactly(asked);
    assertThat(stores().runs().cancelRequested(List.of(other))).isEmpty();
    assertThat(stores().runs().cancelRequested(List.of())).isEmpty();
  }

  @Test
  void losesTheLeaseToAnotherFenceOrOwner() {
    Lease lease = start(newSession().id(), FUTURE);
    Lease higher = new Lease(lease.runId(), lease.owner(), 2, FUTURE);
    Lease other = new Lease(lease.runId(), "other", 1, FUTURE);
    assertThat(stores().runs().renew(higher)).isEqualTo(Lease.Renewal.LOST);
    assertThat(stores().runs().renew(other)).isEqualTo(Lease.Renewal.LOST);
    assertThat(stores().runs().renew(new Lease(RunId.next(ids), "other", 1, FUTURE)))
        .isEqualTo(Lease.Renewal.LOST);
    assertThat(find(lease).lease()).isEqualTo(lease);
  }

  @Test
  void endsTheLeaseWithTheRun() {
    SampleRun run = SampleRuns.plain(ids, owner, newSession().id(), null, NOON);
    run.playInto(stores().runs(), 3);
    assertThat(stores().runs().renew(new Lease(run.id(), SampleRun.LEASE_OWNER, 1, FUTURE)))
        .isEqualTo(Lease.Renewal.LOST);
    assertThat(stores().runs().requestCancel(owner, run.id())).isFalse();
    assertThat(stores().runs().active(owner, run.session())).isEmpty();
  }

  @Test
  void tellsTheOwnerOfARequestToCancel() {
    Lease lease = start(newSession().id(), FUTURE);
    assertThat(stores().runs().requestCancel(owner, lease.runId())).isTrue();
    assertThat(stores().runs().requestCancel(owner, lease.runId())).isTrue();
    assertThat(stores().runs().requestCancel(owner, RunId.next(ids))).isFalse();
    assertThat(stores().runs().renew(lease)).isEqualTo(Lease.Renewal.CANCEL_REQUESTED);
    assertThat(find(lease).cancelRequested()).isTrue();
  }

  @Test
  void handsAnExpiredRunToANewOwnerWithAHigherFence() {
    SampleRun run = plain(newSession().id()).leasedUntil(PAST);
    stores().runs().start(run.record(), run.opening(3));
    List<RunRecord> claimed = claim("second", PAST.plusSeconds(1), FUTURE);
    assertThat(claimed).extracting(RunRecord::id).containsExactly(run.id());
    assertThat(claimed.get(0).lease()).isEqualTo(new Lease(run.id(), "second", 2, FUTURE));
    assertThat(claimed.get(0)).isEqualTo(stores().runs().find(owner, run.id()).orElseThrow());
    assertThat(claim("third", PAST.plusSeconds(1), FUTURE)).isEmpty();
    RunCommit old = run.commits(3).get(1);
    assertFails(FailureKind.FENCED, () -> stores().runs().append(old));
    stores()
        .runs()
        .append(
            new RunCommit(
                run.id(),
                2,
                old.events(),
                old.change(),
                old.status(),
                old.usage(),
                old.costUsd(),
                old.error()));
    assertThat(stores().runs().events(run.id(), 0, 100)).isEqualTo(run.events().subList(0, 6));
  }

  @Test
  void countsEachTryBeforeItHandsTheRunOut() {
    Lease first = start(newSession().id(), PAST);
    assertThat(find(first).tries()).isEqualTo(1);

    assertThat(claim("second", PAST.plusSeconds(1), PAST.plusSeconds(2)))
        .extracting(RunRecord::tries)
        .containsExactly(2);
    assertThat(claim("third", PAST.plusSeconds(3), PAST.plusSeconds(4)))
        .extracting(RunRecord::tries)
        .containsExactly(3);

    assertThat(find(first).tries()).isEqualTo(3);
  }

  @Test
  void doesNotCountAnOwnerThatReleasesItsRun() {
    Lease lease = start(newSession().id(), FUTURE);
    for (long fence = 1; fence < 10; fence += 2) {
      stores().runs().release(new Lease(lease.runId(), lease.owner(), fence, PAST));
      assertThat(find(lease).tries()).isZero();
      assertThat(claim(lease.owner(), PAST.plusSeconds(1), FUTURE))
          .extracting(RunRecord::tries)
          .containsExactly(1);
    }
  }

  @Test
  void doesNotCountDecisionsThatRaceForAWaitingRun() {
    SampleRun run = SampleRuns.paused(ids, owner, newSession().id(), null, NOON);
    run.playInto(stores().runs(), 100);
    for (int i = 0; i < 5; i++) {
      RunRecord claimed =
          stores().runs().claimWaiting(owner, run.id(), "second", FUTURE).orElseThrow();
      assertThat(claimed.tries()).isEqualTo(1);
    }
  }

  @Test
  void letsAnOwnerWriteWhoseExpiredLeaseNobodyTook() {
    SampleRun run = plain(newSession().id()).leasedUntil(PAST);
    run.playInto(stores().runs(), 3);
    assertThat(stores().runs().events(run.id(), 0, 100)).isEqualTo(run.events());
    assertThat(claim("second", PAST.plusSeconds(1), FUTURE)).isEmpty();
  }

  @Test
  void claimsTheLongestExpiredFirst() {
    Lease late = start(newSession().id(), PAST.plusSeconds(2));
    Lease early = start(newSession().id(), PAST.plusSeconds(1));
    Lease alive = start(newSession().id(), PAST.plusSeconds(3));
    Instant now = PAST.plusSeconds(3);
    List<RunRecord> first = stores().runs().claimExpired("second", now, FUTURE, 1);
    assertThat(first).extracting(RunRecord::id).containsExactly(early.runId());
    assertThat(claim("second", now, FUTURE))
        .extracting(RunRecord::id)
        .containsExactly(late.runId());
    assertThat(find(alive).lease()).isEqualTo(alive);
    assertThat(claim("second", now.plusSeconds(1), FUTURE)).hasSize(1);
  }

  @Test
  void handsOverARunWhoseOwnerLetsGo() {
    Lease lease = start(newSession().id(), FUTURE);
    stores().runs().renew(until(lease, PAST));
    assertThat(claim("second", PAST.plusSeconds(1), FUTURE))
        .extracting(RunRecord::id)
        .containsExactly(lease.runId());
  }

  @Test
  void writesNothingMoreOnceItHasLetGo() {
    SampleRun run = plain(newSession().id());
    stores().runs().start(run.record(), run.opening(3));
    Lease lease = new Lease(run.id(), SampleRun.LEASE_OWNER, 1, PAST);
    assertThat(stores().runs().release(lease)).isEqualTo(Lease.Renewal.HELD);
    assertThat(stores().runs().release(lease)).isEqualTo(Lease.Renewal.LOST);
    assertThat(stores().runs().renew(until(lease, FUTURE))).isEqualTo(Lease.Renewal.LOST);
    assertFails(FailureKind.FENCED, () -> stores().runs().append(run.commits(3).get(1)));
    assertThat(claim("second", PAST.plusSeconds(1), FUTURE))
        .extracting(RunRecord::lease)
        .containsExactly(new Lease(run.id(), "second", 3, FUTURE));
  }

  @Test
  void tellsWhoLetsGoOfARequestToCancel() {
    Lease lease = start(newSession().id(), FUTURE);
    stores().runs().requestCancel(owner, lease.runId());
    assertThat(stores().runs().release(lease)).isEqualTo(Lease.Renewal.CANCEL_REQUESTED);
  }

  @Test
  void handsAWaitingRunToWhoeverDecides() {
    SampleRun run = SampleRuns.paused(ids, owner, newSession().id(), null, NOON);
    run.playInto(stores().runs(), 100);
    assertThat(stores().runs().claimWaiting(stranger, run.id(), "second", FUTURE)).isEmpty();
    RunRecord claimed =
        stores().runs().claimWaiting(owner, run.id(), "second", FUTURE).orElseThrow();
    assertThat(claimed.lease()).isEqualTo(new Lease(run.id(), "second", 2, FUTURE));
    assertThat(claimed).isEqualTo(stores().runs().find(owner, run.id()).orElseThrow());
    assertThat(stores().runs().renew(new Lease(run.id(), SampleRun.LEASE_OWNER, 1, FUTURE)))
        .isEqualTo(Lease.Renewal.LOST);
  }

  @Test
  void handsOverNoRunThatWaitsForNobody() {
    Lease lease = start(newSession().id(), FUTURE);
    assertThat(stores().runs().claimWaiting(owner, lease.runId(), "second", FUTURE)).isEmpty();
    SampleRun ended = plain(newSession().id());
    ended.playInto(stores().runs(), 100);
    assertThat(stores().runs().claimWaiting(owner, ended.id(), "second", FUTURE)).isEmpty();
    assertThat(stores().runs().claimWaiting(owner, RunId.next(ids), "second", FUTURE)).isEmpty();
  }

  @Test
  void takesEventsThatLeaveNumbersOut() {
    SampleRun run = plain(newSession().id());
    stores().runs().start(run.record(), run.opening(3));
    RunCommit next = run.commits(3).get(1);
    List<RunEvent> later =
        next.events().stream()
            .map(event ->
                new RunEvent(
                    event.runId(),
                    event.sessionId(),
                    event.seq() + 512,
                    event.ts(),
                    event.payload()))
            .toList();
    stores()
        .runs()
        .append(
            new RunCommit(
                run.id(),
                1,
                later,
                next.change(),
                next.status(),
                next.usage(),
                next.costUsd(),
                next.error()));
    assertThat(stores().runs().events(run.id(), 3, 100)).isEqualTo(later);
    assertThat(stores().runs().events(run.id(), 300, 100)).isEqualTo(later);
  }

  @Test
  void letsOneOfManyStartOnABranch() throws Exception {
    Session session = newSession();
    List<SampleRun> runs = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      runs.add(plain(session.id()));
    }
    List<RunRecord> started =
        together(run -> stores().runs().start(run.record(), run.opening(3)), runs);
    assertThat(started).hasSize(1);
    assertThat(stores().runs().active(owner, session.id())).isEqualTo(started);
  }

  @Test
  void makesOneRunOfManyEqualRequests() throws Exception {
    Session session = newSession();
    List<SampleRun> runs = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      runs.add(plain(session.id()).withKey("once"));
    }
    List<RunRecord> started =
        together(run -> stores().runs().start(run.record(), run.opening(3)), runs);
    assertThat(started).hasSize(THREADS);
    assertThat(started).extracting(RunRecord::id).containsOnly(started.get(0).id());
    assertThat(stores().runs().active(owner, session.id())).hasSize(1);
  }

  @Test
  void letsOneOfManyTakeOverEachRun() throws Exception {
    List<RunId> expired = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      expired.add(start(newSession().id(), PAST.plusSeconds(i)).runId());
      owners.add("owner-" + i);
    }
    List<List<RunRecord>> claims =
        together(name -> claim(name, PAST.plusSeconds(THREADS), FUTURE), owners);
    List<RunRecord> claimed = claims.stream().flatMap(List::stream).toList();
    assertThat(claimed).extracting(RunRecord::id).containsExactlyInAnyOrderElementsOf(expired);
    assertThat(claimed)
        .allSatisfy(run -> assertThat(stores().runs().find(owner, run.id())).contains(run));
  }

  @Test
  void writesManyRunsAtOnce() throws Exception {
    List<SampleRun> runs = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      runs.add(SampleRuns.withTools(ids, owner, newSession().id(), null, NOON));
    }
    List<Boolean> written =
        together(
            run -> {
              run.playInto(stores().runs(), 4);
              return true;
            },
            runs);
    assertThat(written).hasSize(THREADS);
    for (SampleRun run : runs) {
      assertThat(stores().runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
    }
  }

  /** Works on all inputs at once and returns what did not end in a conflict. */
  private static <T, R> List<R> together(Work<T, R> work, List<T> inputs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(inputs.size());
    CyclicBarrier ready = new CyclicBarrier(inputs.size());
    try {
      List<Callable<List<R>>> tasks = new ArrayList<>();
      for (T input : inputs) {
        tasks.add(() -> {
          ready.await();
          return unlessConflict(work, input);
        });
      }
      List<R> results = new ArrayList<>();
      for (Future<List<R>> result : threads.invokeAll(tasks)) {
        results.addAll(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static <T, R> List<R> unlessConflict(Work<T, R> work, T input) {
    try {
      return List.of(work.on(input));
    } catch (StoreException e) {
      if (e.kind() == FailureKind.CONFLICT) {
        return List.of();
      }
      throw e;
    }
  }

  private Lease start(SessionId session, Instant until) {
    SampleRun run = plain(session).leasedUntil(until);
    stores().runs().start(run.record(), run.opening(3));
    return new Lease(run.id(), SampleRun.LEASE_OWNER, 1, until);
  }

  private SampleRun plain(SessionId session) {
    return SampleRuns.plain(ids, owner, session, null, NOON);
  }

  /** Claims all, and returns those of this test: other tests may have left some. */
  private List<RunRecord> claim(String name, Instant now, Instant until) {
    return stores().runs().claimExpired(name, now, until, 1000).stream()
        .filter(run -> run.userId().equals(owner))
        .toList();
  }

  private RunRecord find(Lease lease) {
    return stores().runs().find(owner, lease.runId()).orElseThrow();
  }

  private static Lease until(Lease lease, Instant until) {
    return new Lease(lease.runId(), lease.owner(), lease.fence(), until);
  }

  /** The work of one thread. */
  private interface Work<T, R> {
    R on(T input);
  }
}
