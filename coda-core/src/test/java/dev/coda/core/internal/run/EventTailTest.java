package dev.coda.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.Usage;
import dev.coda.api.time.TimerClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventTailTest {
  private static final UUID ID = UUID.randomUUID();
  private static final int LARGE = 100_000;

  private final EventTail tail = new EventTail(List.of(event(1, 1)), TimerClock.system());

  @Test
  void keepsAMegabyteOfStoredEventsAtMost() throws Exception {
    add(2, 40);
    tail.stored(41);
    tail.show();

    assertThat(state(20)).isEqualTo(EventTail.State.BEHIND);
    assertThat(state(31)).isEqualTo(EventTail.State.EVENTS);
  }

  @Test
  void keepsAThousandStoredEventsAtMost() throws Exception {
    for (long seq = 2; seq <= 3_000; seq++) {
      tail.add(event(seq, 1));
    }
    tail.stored(3_000);
    tail.show();

    assertThat(state(3_000 - 1_025)).isEqualTo(EventTail.State.BEHIND);
    assertThat(tail.await(3_000 - 1_024, 0).events())
        .extracting(RunEvent::seq)
        .startsWith(1_977L, 1_978L);
  }

  @Test
  void keepsEventsThatAreNotStoredYet() throws Exception {
    add(2, 40);
    tail.show();

    assertThat(state(1)).isEqualTo(EventTail.State.EVENTS);
    assertThat(tail.unstored()).hasSize(40);

    tail.stored(5);
    tail.show();
    assertThat(state(4)).isEqualTo(EventTail.State.BEHIND);
    assertThat(state(5)).isEqualTo(EventTail.State.EVENTS);
    assertThat(tail.unstored()).extracting(RunEvent::seq).startsWith(6L).hasSize(36);
  }

  @Test
  void showsNothingBeforeItIsToldTo() throws Exception {
    add(2, 1);

    assertThat(state(1)).isEqualTo(EventTail.State.QUIET);
    assertThat(tail.bytesBehind(1)).isZero();

    tail.show();
    assertThat(state(1)).isEqualTo(EventTail.State.EVENTS);
  }

  @Test
  void givesAViewerAFewEventsAtOnce() throws Exception {
    add(2, 40);
    tail.show();

    assertThat(tail.await(10, 0).events())
        .extracting(RunEvent::seq)
        .hasSizeBetween(1, 2)
        .startsWith(11L);
  }

  @Test
  void givesAViewerAnEventWhateverItsSize() throws Exception {
    tail.add(event(2, 5 << 20));
    tail.add(event(3, 1));
    tail.show();

    assertThat(tail.await(1, 0).events()).extracting(RunEvent::seq).containsExactly(2L);
  }

  @Test
  void knowsHowFarAViewerIsBehind() {
    add(2, 8);
    tail.show();

    assertThat(tail.bytesBehind(9)).isZero();
    assertThat(tail.bytesBehind(7)).isBetween(2L * LARGE, 2L * LARGE + 1_000);
    add(10, 40);
    tail.stored(49);
    tail.show();
    assertThat(tail.bytesBehind(1)).isBetween(9L * LARGE, 12L * LARGE);
  }

  @Test
  void endsWithTheTerminalEventAndNotBeforeItIsShown() throws Exception {
    RunFinished finished = new RunFinished(RunStatus.COMPLETED, "stop", Usage.NONE, null, null);
    tail.add(new RunEvent(new RunId(ID), new SessionId(ID), 2, Instant.EPOCH, finished));
    assertThat(state(2)).isEqualTo(EventTail.State.QUIET);

    tail.show();

    assertThat(state(1)).isEqualTo(EventTail.State.EVENTS);
    assertThat(state(2)).isEqualTo(EventTail.State.ENDED);
    assertThat(tail.awaitEnd()).isEqualTo(finished);
  }

  @Test
  void saysThatTheRunWentElsewhereWhenItIsClosedBeforeItsEnd() throws Exception {
    tail.close();

    assertThat(state(1)).isEqualTo(EventTail.State.LEFT);
    assertThat(tail.awaitEnd()).isNull();
    assertThat(tail.awaitClose(0)).isTrue();
  }

  @Test
  void givesEveryViewerEveryEventWhileItIsWrittenTo() throws Exception {
    int count = 20_000;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> viewers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        viewers.add(threads.submit(this::lastOfAnUnbrokenSequence));
      }
      for (long seq = 2; seq <= count; seq++) {
        tail.add(event(seq, 1));
        tail.show();
      }
      tail.close();

      for (Future<Long> viewer : viewers) {
        assertThat(viewer.get(30, TimeUnit.SECONDS)).isEqualTo(count);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Nothing is stored, so nothing leaves the tail, and a viewer must see each event once. */
  private long lastOfAnUnbrokenSequence() throws InterruptedException {
    long position = 1;
    while (true) {
      EventTail.Answer answer = tail.await(position, Long.MAX_VALUE);
      if (answer.state() != EventTail.State.EVENTS) {
        return position;
      }
      for (RunEvent event : answer.events()) {
        assertThat(event.seq()).isEqualTo(++position);
      }
    }
  }

  private EventTail.State state(long afterSeq) throws InterruptedException {
    return tail.await(afterSeq, 0).state();
  }

  private void add(long first, int count) {
    LongStream.range(first, first + count).forEach(seq -> tail.add(event(seq, LARGE)));
  }

  private static RunEvent event(long seq, int size) {
    return new RunEvent(
        new RunId(ID),
        new SessionId(ID),
        seq,
        Instant.EPOCH,
        new ContentDelta(new MessageId(ID), 0, 0, "x".repeat(size)));
  }
}
