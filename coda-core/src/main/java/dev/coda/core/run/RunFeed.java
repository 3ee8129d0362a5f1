package dev.coda.core.run;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest events of an active run, for any number of viewers. Each viewer has its own position
 * and its own thread; nobody is waited for. A viewer that falls behind the window reads the log
 * instead, so memory stays bounded: an event leaves the window when it is stored and there are too
 * many behind it, or too many bytes. Thread-safe.
 */
final class RunFeed {
  /** The most bytes that one viewer takes at once, so that it keeps few of those that have left. */
  static final int PAGE_BYTES = 128 << 10;

  private static final int WINDOW_BYTES = 1 << 20;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Entry> window = new ArrayDeque<>();
  private long published;
  private long storedSeq;
  private boolean ended;
  private boolean left;

  RunFeed(int capacity) {
    this.capacity = capacity;
  }

  /** Shows events to all viewers; the terminal one closes the feed. */
  void publish(List<RunEvent> events) {
    lock.lock();
    try {
      for (RunEvent event : events) {
        long start = published;
        published += EventSize.of(event.payload());
        window.addLast(new Entry(event, start));
        ended |= event.kind() == EventKind.RUN_FINISHED;
      }
      trim();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Allows events up to this number to leave the window: the log has them. */
  void stored(long seq) {
    lock.lock();
    try {
      storedSeq = seq;
      trim();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns about how many bytes were published behind a sequence number, of those that are still
   * in the window.
   */
  long bytesBehind(long afterSeq) {
    lock.lock();
    try {
      long from = published;
      Iterator<Entry> latest = window.descendingIterator();
      while (latest.hasNext()) {
        Entry entry = latest.next();
        if (entry.event.seq() <= afterSeq) {
          break;
        }
        from = entry.start;
      }
      return published - from;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the feed: the run has ended, or is no longer this feed's to show, because it waits or is
   * another process's.
   */
  void close() {
    lock.lock();
    try {
      left = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the feed is closed. Returns false if it is not by then. */
  boolean awaitClose(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long rest = nanos;
      while (!left && rest > 0) {
        rest = changed.awaitNanos(rest);
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for events behind a sequence number.
   *
   * @return at least one event, or the reason why there is none
   */
  Answer await(long afterSeq, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long rest = nanos;
      while (true) {
        if (!window.isEmpty() && window.getLast().event.seq() > afterSeq) {
          return window.getFirst().event.seq() <= afterSeq + 1
              ? new Answer(State.EVENTS, behind(afterSeq))
              : new Answer(State.BEHIND, behind(window.getFirst().event.seq() - 1));
        }
        if (ended || left) {
          return ended ? Answer.ENDED : Answer.LEFT;
        }
        if (rest <= 0) {
          return Answer.QUIET;
        }
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  private void trim() {
    while (window.size() > 1 && window.getFirst().event.seq() <= storedSeq) {
      if (window.size() <= capacity && published - window.getFirst().start <= WINDOW_BYTES) {
        return;
      }
      window.removeFirst();
    }
  }

  private List<RunEvent> behind(long afterSeq) {
    if (window.getLast().event.seq() == afterSeq + 1) {
      return List.of(window.getLast().event);
    }
    List<Entry> latest = new ArrayList<>();
    Iterator<Entry> entries = window.descendingIterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (entry.event.seq() <= afterSeq) {
        break;
      }
      latest.add(entry);
    }
    Collections.reverse(latest);
    long start = latest.get(0).start;
    return latest.stream()
        .takeWhile(entry -> entry.start - start < PAGE_BYTES)
        .map(Entry::event)
        .toList();
  }

  /**
   * An event of the window. Immutable.
   *
   * @param start how many bytes were published before it
   */
  private record Entry(RunEvent event, long start) {}

  /** Says what came of waiting. Immutable. */
  record Answer(State state, List<RunEvent> events) {
    static final Answer ENDED = new Answer(State.ENDED, List.of());
    static final Answer LEFT = new Answer(State.LEFT, List.of());
    static final Answer QUIET = new Answer(State.QUIET, List.of());
  }

  /** Tells a viewer what to do next. Immutable. */
  enum State {
    /** There are events. */
    EVENTS,
    /** The window, which starts with the answer's events, is further on: the log has the rest. */
    BEHIND,
    /** Nothing came in time. */
    QUIET,
    /** The run has ended. */
    ENDED,
    /** Nothing more will come this way; the store knows how the run goes on. */
    LEFT
  }
}
