package dev.coda.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BranchQueuesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final BranchQueues queues = new BranchQueues();
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final BranchQueues.Place head = new BranchQueues.Place(session, null);
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
  void seesWithoutBeingCalledThatARunElsewhereHasEnded() {
    waiting("patient");

    busy.set(false);

    await().untilAsserted(() -> assertThat(served).containsExactly("patient"));
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    assertThatThrownBy(() -> queues.inTurn(head, Duration.ofMillis(20), () -> take("hasty")))
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

  private Thread waiting(String name) {
    Thread thread =
        new Thread(() -> {
          try {
            queues.inTurn(head, LONG, () -> take(name));
          } catch (StoreException e) {
            // Whoever gives up is not served.
          }
        });
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  private String take(String name) {
    if (!busy.compareAndSet(false, true)) {
      throw new StoreException(FailureKind.CONFLICT, "busy");
    }
    served.add(name);
    return name;
  }
}
