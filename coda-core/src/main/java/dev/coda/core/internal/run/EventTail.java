package dev.coda.core.internal.run;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.time.TimerClock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of an active run, kept once for its store and its viewers. The run's log adds
 * events; the last stored and the last published event are positions in the same sequence. Each
 * viewer has its own position and thread, and nothing waits for it. A viewer that is too slow reads
 * the store instead, so memory stays bounded: an event is removed when it is stored and too many
 * events or bytes follow it.
 *
 * <p>Only the log adds, stores and publishes, on one thread at a time; everything else is
 * thread-safe.
 */
final class EventTail {
  /** The most bytes that one viewer takes at once, so that it keeps few of those that have left. */
  static final int PAGE_BYTES = 128 << 10;

  private static final int MOST_BYTES = 1 << 20;
  private static final int FIRST_CAPACITY = 32;

  private final TimerClock clock;
  private final int mostEvents;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** A ring: the event with a sequence number is at that number modulo the length. */
  private @Nullable RunEvent[] events = new RunEvent[FIRST_CAPACITY];

  /** By the same index, how many bytes were added up to and including the event. */
  private long[] ends = new long[FIRST_CAPACITY];

  private long first;
  private long last;
  private long stored;
  private long shown;

  /** The value of {@link #stored} when events were last published, for other threads. */
  private long storedWhenShown;

  private long bytes;
  private long bytesBeforeFirst;
  private int waiting;
  private boolean ended;
  private boolean closed;
  private volatile boolean watched;

  /**
   * Creates a tail of a log.
   *
   * @param opening the log's last events, which are stored; at least one
   * @param clock ends waits
   */
  EventTail(List<RunEvent> opening, TimerClock clock) {
    this(opening, clock, 2 * RunLog.MAX_PENDING);
  }

  /**
   * Creates a tail as {@link #EventTail(List, TimerClock)} does.
   *
   * @param mostEvents the maximum number of stored events that are kept
   */
  EventTail(List<RunEvent> opening, TimerClock clock, int mostEvents) {
    this.clock = clock;
    this.mostEvents = mostEvents;
    first = opening.get(0).seq();
    last = first - 1;
    opening.forEach(this::add);
    stored(last);
    show();
  }

  /** Returns the event that was added last. */
  RunEvent latest() {
    return event(last);
  }

  /** Adds the next event, for the store; returns about how many bytes it has. */
  long add(RunEvent event) {
    if (last - first + 1 == events.length) {
      grow();
    }
    last++;
    long size = EventSize.of(event.payload());
    bytes += size;
    events[slot(last)] = event;
    ends[slot(last)] = bytes;
    return size;
  }

  /** Returns how many sequence numbers there are after the last stored one. */
  long countUnstored() {
    return last - stored;
  }

  /** Returns the events after the last stored one, oldest first. */
  List<RunEvent> unstored() {
    return copy(stored + 1, last);
  }

  /** Records that the events up to a sequence number are stored. */
  void stored(long seq) {
    stored = seq;
  }

  /** Shows all events so far to viewers; the terminal one is the last. */
  void show() {
    lock.lock();
    try {
      shown = last;
      storedWhenShown = stored;
      ended = event(last).kind() == EventKind.RUN_FINISHED;
      while (first < last && first <= stored && isFull()) {
        bytesBeforeFirst = ends[slot(first)];
        events[slot(first)] = null;
        first++;
      }
      wake();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the tail: the run has ended here, or continues in another process or after a pause.
   * Viewers read from the store what has not been shown.
   */
  void close() {
    lock.lock();
    try {
      closed = true;
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Records that a viewer is about to wait for events. */
  void watch() {
    watched = true;
  }

  /** Returns whether any viewer has ever waited for events. */
  boolean isWatched() {
    return watched;
  }

  /** Returns a sequence number up to which all events are stored; there may be more of them. */
  long storedSeq() {
    lock.lock();
    try {
      return storedWhenShown;
    } finally {
      lock.unlock();
    }
  }

  /** Returns about how many bytes were published after a sequence number, of those still here. */
  long bytesBehind(long afterSeq) {
    lock.lock();
    try {
      if (afterSeq >= shown) {
        return 0;
      }
      return ends[slot(shown)] - (afterSeq < first ? bytesBeforeFirst : ends[slot(afterSeq)]);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the tail is closed. Returns false if it is not by then. */
  boolean awaitClose(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    waiting++;
    try {
      long rest = nanos;
      while (!closed && rest > 0) {
        rest = clock.awaitNanos(changed, rest);
      }
      return closed;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /**
   * Waits until the terminal event is shown, or the tail is closed without one.
   *
   * @return the terminal event; null if the tail is closed without it
   */
  @Nullable RunFinished awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    waiting++;
    try {
      while (!ended && !closed) {
        changed.await();
      }
      return ended ? (RunFinished) latest().payload() : null;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /**
   * Waits for events after a sequence number.
   *
   * @return at least one event, or the reason why there is none
   */
  Answer await(long afterSeq, long nanos) throws InterruptedException {
    watch();
    lock.lockInterruptibly();
    waiting++;
    try {
      long rest = nanos;
      while (true) {
        if (shown > afterSeq) {
          return first <= afterSeq + 1
              ? new Answer(State.EVENTS, page(afterSeq + 1))
              : new Answer(State.BEHIND, page(first));
        }
        if (ended || closed) {
          return ended ? Answer.ENDED : Answer.LEFT;
        }
        if (rest <= 0) {
          return Answer.QUIET;
        }
        rest = clock.awaitNanos(changed, rest);
      }
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private void wake() {
    if (waiting > 0) {
      changed.signalAll();
    }
  }

  private boolean isFull() {
    return last - first >= mostEvents || bytes - bytesBeforeFirst > MOST_BYTES;
  }

  private List<RunEvent> page(long from) {
    long start = from == first ? bytesBeforeFirst : ends[slot(from - 1)];
    long to = from;
    while (to < shown && ends[slot(to)] - start < PAGE_BYTES) {
      to++;
    }
    return copy(from, to);
  }

  private List<RunEvent> copy(long from, long to) {
    if (from >= to) {
      return from == to ? List.of(event(from)) : List.of();
    }
    RunEvent[] copy = new RunEvent[(int) (to - from + 1)];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = event(from + i);
    }
    return List.of(copy);
  }

  private RunEvent event(long seq) {
    return Objects.requireNonNull(events[slot(seq)]);
  }

  private int slot(long seq) {
    return (int) (seq & (events.length - 1));
  }

  /** Under the lock, since viewers read the ring. */
  private void grow() {
    lock.lock();
    try {
      @Nullable RunEvent[] olderEvents = events;
      long[] olderEnds = ends;
      events = new RunEvent[2 * olderEvents.length];
      ends = new long[events.length];
      for (long seq = first; seq <= last; seq++) {
        int older = (int) (seq & (olderEvents.length - 1));
        events[slot(seq)] = olderEvents[older];
        ends[slot(seq)] = olderEnds[older];
      }
    } finally {
      lock.unlock();
    }
  }

  /** The outcome of waiting. Immutable. */
  record Answer(State state, List<RunEvent> events) {
    static final Answer ENDED = new Answer(State.ENDED, List.of());
    static final Answer LEFT = new Answer(State.LEFT, List.of());
    static final Answer QUIET = new Answer(State.QUIET, List.of());
  }

  /** The next action of a viewer. Immutable. */
  enum State {
    /** There are events. */
    EVENTS,
    /** The tail, which starts with the answer's events, is further on: the store has the rest. */
    BEHIND,
    /** Nothing came in time. */
    QUIET,
    /** The run has ended. */
    ENDED,
    /** The tail is closed before the end of the run; the store has what follows. */
    LEFT
  }
}
