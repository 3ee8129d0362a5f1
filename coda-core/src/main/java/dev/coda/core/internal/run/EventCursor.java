package dev.coda.core.internal.run;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Iterator of one viewer over a run's events: from the tail of a run that is active here, or from
 * the store if the viewer is too slow, the run waits or is active elsewhere. If the store is
 * unavailable for a moment, it is read again. Confined to one thread at a time.
 */
final class EventCursor implements Iterator<RunEvent> {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final RunWatch watch;
  private final BooleanSupplier detached;
  private Iterator<RunEvent> ready = Collections.emptyIterator();
  private long position;
  private boolean failing;
  private long failingSince;
  private boolean done;

  /**
   * @param detached whether the reader has detached
   */
  EventCursor(RunWatch watch, BooleanSupplier detached, long afterSeq) {
    this.watch = watch;
    this.detached = detached;
    this.position = afterSeq;
  }

  @Override
  public boolean hasNext() {
    try {
      while (!ready.hasNext() && !done && !detached.getAsBoolean()) {
        fillPatiently();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done = true;
    }
    return ready.hasNext();
  }

  @Override
  public RunEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RunEvent event = ready.next();
    position = event.seq();
    done |= event.kind() == EventKind.RUN_FINISHED;
    return event;
  }

  private void fillPatiently() throws InterruptedException {
    try {
      fill();
      failing = false;
    } catch (StoreException e) {
      if (!failing) {
        failing = true;
        failingSince = watch.clock().nanoTime();
      }
      if (e.kind() != FailureKind.STORE_UNAVAILABLE
          || watch.isClosed()
          || watch.clock().nanoTime() - failingSince > PATIENCE_NANOS) {
        throw e;
      }
      watch.clock().sleep(PAUSE);
    }
  }

  private void fill() throws InterruptedException {
    EventTail tail = watch.tail();
    if (tail == null) {
      followStore(null);
      return;
    }
    EventTail.Answer answer = tail.await(position, WAIT_NANOS);
    switch (answer.state()) {
      case EVENTS -> take(answer.events());
      case BEHIND -> catchUp(answer.events());
      case ENDED -> done = !readStore();
      case LEFT -> followStore(tail);
      case QUIET -> {}
    }
  }

  /**
   * Events that have left the window are stored, except pieces of tool arguments, which viewers do
   * not need.
   */
  private void catchUp(List<RunEvent> window) throws InterruptedException {
    if (!readStore()) {
      take(window);
    }
  }

  /** Reads the store until it has something, or the run is active in this process again. */
  private void followStore(@Nullable EventTail left) throws InterruptedException {
    try (FollowedRun run = watch.follow()) {
      // Whatever happens after this line wakes the viewer.
      long seen = run.announcements();
      if (watch.tail() != left || takeLive(run) || readStore()) {
        return;
      }
      FollowedRun.State state = FollowedRun.State.QUIET;
      while (state == FollowedRun.State.QUIET && !detached.getAsBoolean() && !watch.isClosed()) {
        state = run.await(seen, position, WAIT_NANOS);
      }
      switch (state) {
        case OVER -> done = true;
        case GONE -> take(List.of(watch.endOfDeleted(position)));
        case CHANGED, QUIET -> done = watch.isClosed();
      }
    }
  }

  /** Returns events that the run's process has sent, which may not be stored yet. */
  private boolean takeLive(FollowedRun run) {
    List<RunEvent> events = run.live(position);
    take(events);
    return !events.isEmpty();
  }

  private boolean readStore() throws InterruptedException {
    List<RunEvent> page = watch.stored(position);
    take(page);
    return !page.isEmpty();
  }

  /** An iterator over the page keeps the page, which other viewers share as long as it is kept. */
  private void take(List<RunEvent> events) {
    ready = events.iterator();
  }
}
