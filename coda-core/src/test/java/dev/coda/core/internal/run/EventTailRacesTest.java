package dev.coda.core.internal.run;

import static dev.coda.core.Race.require;

import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.Usage;
import dev.coda.core.Race;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One writer and its viewers at the tail of a run, in many orders of their steps. */
class EventTailRacesTest {
  private static final long LAST = 4;
  private static final List<RunEvent> EVENTS =
      LongStream.rangeClosed(1, LAST).mapToObj(EventTailRacesTest::event).toList();

  @Test
  void everyViewerSeesEachEventOnceInOrderAndThenTheEnd() {
    Race.run(race -> {
      Scene scene = new Scene(100);
      race.thread(scene::write);
      race.thread(scene.viewer());
      race.thread(scene.viewer());
      return () -> {};
    });
  }

  @Test
  void whatHasLeftTheTailIsStored() {
    Race.run(race -> {
      Scene scene = new Scene(1);
      race.thread(scene::write);
      race.thread(scene.viewer());
      return () -> {};
    });
  }

  @Test
  void whatIsNotStoredStays() {
    Race.run(race -> {
      Scene scene = new Scene(1);
      race.thread(scene::writeWithoutStoring);
      race.thread(scene.viewer());
      return () -> {};
    });
  }

  @Test
  void whoeverWaitsForTheEndLearnsOfIt() {
    Race.run(race -> {
      Scene scene = new Scene(100);
      race.thread(scene::write);
      race.thread(() -> {
        require(scene.tail.awaitEnd() != null, "the end was lost");
        return null;
      });
      race.thread(() -> {
        require(scene.tail.awaitClose(Long.MAX_VALUE), "the tail was not closed");
        return null;
      });
      return () -> {};
    });
  }

  private static RunEvent event(long seq) {
    UUID id = new UUID(1, 2);
    return new RunEvent(
        new RunId(id),
        new SessionId(id),
        seq,
        Instant.EPOCH,
        seq == LAST
            ? new RunFinished(RunStatus.COMPLETED, "stop", Usage.NONE, null, null)
            : new ContentDelta(new MessageId(id), 0, 0, "x"));
  }

  /** A run of four events, the last of which ends it. */
  private static final class Scene {
    private final EventTail tail;

    /** How far events may be seen. */
    private volatile long allowed = 1;

    private volatile long stored = 1;

    Scene(int mostEvents) {
      tail = new EventTail(EVENTS.subList(0, 1), new UntimedClock(), mostEvents);
    }

    /** Does what a log does: it shows some events before they are stored, and others after. */
    Void write() {
      add(2);
      show(2);
      add(3);
      show(3);
      store(3);
      add(LAST);
      store(LAST);
      show(LAST);
      tail.close();
      return null;
    }

    Void writeWithoutStoring() {
      for (long seq = 2; seq <= LAST; seq++) {
        add(seq);
        show(seq);
      }
      return null;
    }

    /** Reads as a cursor does. */
    Callable<Void> viewer() {
      return () -> {
        long position = 0;
        while (position < LAST) {
          EventTail.Answer answer = tail.await(position, Long.MAX_VALUE);
          if (answer.state() == EventTail.State.BEHIND) {
            // The store has what is missing.
            position = answer.events().get(0).seq() - 1;
            require(position <= stored, "an event left before it was stored");
          } else {
            require(answer.state() == EventTail.State.EVENTS, "an event was lost");
          }
          for (RunEvent event : answer.events()) {
            require(event.seq() == position + 1, "not the next event");
            require(event.seq() <= allowed, "an event was shown too early");
            position = event.seq();
          }
        }
        require(
            tail.await(position, Long.MAX_VALUE).state() == EventTail.State.ENDED,
            "the end was lost");
        return null;
      };
    }

    private void add(long seq) {
      tail.add(EVENTS.get((int) seq - 1));
    }

    private void store(long seq) {
      stored = seq;
      tail.stored(seq);
    }

    private void show(long seq) {
      allowed = seq;
      tail.show();
    }
  }
}
