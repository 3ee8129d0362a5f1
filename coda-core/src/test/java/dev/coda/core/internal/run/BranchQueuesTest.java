package dev.coda.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BranchQueuesTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int LONGEST_LINE = 3;
  private static final int MOST_OF_A_USER = 4;
  private static final int MOST_IN_ALL = 6;
  private final FakeClock clock = FakeClock.at(Instant.EPOCH);
  private final BranchQueues queues =
      new BranchQueues(clock, LONGEST_LINE, MOST_OF_A_USER, MOST_IN_ALL);
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final BranchQueues.Place head = new BranchQueues.Place(session, null);
  private final UserId user = new UserId(UUID.randomUUID());
  private final AtomicBoolean busy = new AtomicBoolean(true);
  private final List<String> served = new CopyOnWriteArrayList<>();

  @Test
  void servesThoseWhoWaitInTheirOrder() {
    List<String> names = List.of("first", "second", "third");
    for (String name : names) {
      waiting(name);
    }

    for (int i = 0; i < names.size(); i++) {
      assertThat(served).hasSize(i);
      busy.set(false);
      queues.runEnded(session);
      int next = i + 1;
      await().until(() -> served.size() == next);
    }

    assertThat(served).isEqualTo(names);
  }

  @Test
  void seesWithoutBeingCalledThatARunElsewhereHasEnded() throws Exception {
    waiting("patient");

    busy.set(false);
    clock.advanceUntil(() -> !served.isEmpty(), POLL);

    assertThat(served).containsExactly("patient");
  }

  @Test
  void givesUpWhenItsTimeIsOver() throws Exception {
    CompletableFuture<String> hasty =
        CompletableFuture.supplyAsync(
            () -> queues.inTurn(head, user, Duration.ofSeconds(20), () -> take("hasty")));

    clock.advanceUntil(hasty::isDone, Duration.ofSeconds(1));

    assertThatThrownBy(hasty::join)
        .cause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT));
  }

  @Test
  void givesUpWhenItIsInterrupted() throws InterruptedException {
    Thread waiting = waiting("first");
    Thread behind = waiting("second");

    waiting.interrupt();
    waiting.join();
    busy.set(false);
    queues.runEnded(session);
    behind.join();

    assertThat(served).containsExactly("second");
  }

  @Test
  void refusesMoreThanALineHolds() throws InterruptedException {
    List<Thread> line = new ArrayList<>();
    for (int i = 0; i < LONGEST_LINE; i++) {
      line.add(waiting("in line"));
    }

    assertThatRefused(head, user);
    line.get(0).interrupt();
    line.get(0).join();

    waiting("instead of the one that left");
    assertThatRefused(head, user);
  }

  @Test
  void refusesMoreThanAUserMayHaveWaiting() {
    UserId other = new UserId(UUID.randomUUID());
    for (int i = 0; i < MOST_OF_A_USER; i++) {
      waiting("one of many", otherPlace(), user);
    }

    assertThatRefused(otherPlace(), user);
    waiting("of another user", otherPlace(), other);
  }

  @Test
  void refusesMoreThanMayWaitInAll() {
    for (int i = 0; i < MOST_IN_ALL; i++) {
      waiting("one of many", otherPlace(), new UserId(UUID.randomUUID()));
    }

    assertThatRefused(otherPlace(), user);
  }

  @Test
  void waitsForCapacityOnceItHasWaitedForItsTurn() throws Exception {
    AtomicBoolean overloaded = new AtomicBoolean(true);
    Thread waiting =
        new Thread(() ->
            queues.inTurn(
                head,
                user,
                LONG,
                () -> {
                  if (!busy.get() && overloaded.get()) {
                    throw new AdmissionException(FailureKind.OVERLOADED, "busy", LONG);
                  }
                  return take("late");
                }));
    waiting.start();
    awaitWaiting(waiting);
    busy.set(false);
    queues.runEnded(session);
    assertThat(served).isEmpty();

    overloaded.set(false);
    clock.advanceUntil(() -> !served.isEmpty(), POLL);

    assertThat(served).containsExactly("late");
  }

  private void assertThatRefused(BranchQueues.Place place, UserId asking) {
    assertThatThrownBy(() -> queues.inTurn(place, asking, LONG, () -> take("refused")))
        .isInstanceOfSatisfying(
            AdmissionException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.RATE_LIMITED);
              assertThat(e.retryAfter()).isPositive();
            });
  }

  private static BranchQueues.Place otherPlace() {
    return new BranchQueues.Place(new SessionId(UUID.randomUUID()), null);
  }

  private Thread waiting(String name) {
    return waiting(name, head, user);
  }

  private Thread waiting(String name, BranchQueues.Place place, UserId asking) {
    Thread thread =
        new Thread(() -> {
          try {
            queues.inTurn(place, asking, LONG, () -> take(name));
          } catch (StoreException e) {
            // Whoever gives up is not served.
          }
        });
    thread.setDaemon(true);
    thread.start();
    awaitWaiting(thread);
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  private String take(String name) {
    if (!busy.compareAndSet(false, true)) {
      throw new StoreException(FailureKind.CONFLICT, "busy");
    }
    served.add(name);
    return name;
  }
}
