package dev.coda.core.run;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Walks along one run's events: from the live feed where there is one, from the store where the
 * reader has fallen behind, or the run waits or is elsewhere. Confined to one thread at a time.
 */
final class EventCursor implements Iterator<RunEvent> {
  private static final int PAGE = 256;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_POLL_MILLIS = 100;
  private static final long LAST_POLL_MILLIS = 1000;

  private final RunWatch watch;
  private final BooleanSupplier detached;
  private final Deque<RunEvent> ready = new ArrayDeque<>();
  private long position;
  private long pollMillis = FIRST_POLL_MILLIS;
  private boolean done;

  /**
   * @param detached whether the reader no longer wants to know
   */
  EventCursor(RunWatch watch, BooleanSupplier detached, long afterSeq) {
    this.watch = watch;
    this.detached = detached;
    this.position = afterSeq;
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready.isEmpty() && !done && !detached.getAsBoolean()) {
        fill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done = true;
    }
    return !ready.isEmpty();
  }

  @Override
  public RunEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RunEvent event = ready.removeFirst();
    position = event.seq();
    pollMillis = FIRST_POLL_MILLIS;
    done |= event.kind() == EventKind.RUN_FINISHED;
    return event;
  }

  private void fill() throws InterruptedException {
    long arrivals = watch.arrivals().count();
    RunFeed live = watch.feed();
    if (live == null) {
      followStore(arrivals);
      return;
    }
    RunFeed.Answer answer = live.await(position, WAIT_NANOS);
    switch (answer.state()) {
      case EVENTS -> ready.addAll(answer.events());
      case BEHIND -> catchUp(answer.events());
      case ENDED -> done = !readStore();
      case LEFT -> followStore(arrivals);
      case QUIET -> {}
    }
  }

  /** What has left the window is stored, but for pieces of tool arguments, which nobody misses. */
  private void catchUp(List<RunEvent> window) {
    if (!readStore()) {
      ready.addAll(window);
    }
  }

  private void followStore(long arrivals) throws InterruptedException {
    // The question comes first: an event stored between the two is then found by the reading.
    boolean over = watch.isOver();
    if (!readStore()) {
      done = over;
      if (!over) {
        watch.arrivals().await(arrivals, pollMillis);
        pollMillis = Math.min(LAST_POLL_MILLIS, 2 * pollMillis);
      }
    }
  }

  private boolean readStore() {
    List<RunEvent> page = watch.stored(position, PAGE);
    ready.addAll(page);
    return !page.isEmpty();
  }
}
