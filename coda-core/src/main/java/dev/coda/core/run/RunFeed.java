package dev.coda.core.run;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the latest events of an active run for any number of viewers. Each viewer has its own
 * position and its own thread; nobody is waited for. A viewer that falls behind the window reads
 * the log instead, so memory stays bounded. Thread-safe.
 */
final class RunFeed {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<RunEvent> window = new ArrayDeque<>();
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
        window.addLast(event);
        if (window.size() > capacity) {
          window.removeFirst();
        }
        ended |= event.kind() == EventKind.RUN_FINISHED;
      }
      changed.signalAll();
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
        if (!window.isEmpty() && window.getLast().seq() > afterSeq) {
          return window.getFirst().seq() <= afterSeq + 1
              ? new Answer(State.EVENTS, behind(afterSeq))
              : new Answer(State.BEHIND, List.copyOf(window));
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

  private List<RunEvent> behind(long afterSeq) {
    if (window.getLast().seq() == afterSeq + 1) {
      return List.of(window.getLast());
    }
    return window.stream().dropWhile(event -> event.seq() <= afterSeq).toList();
  }

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
    /** The window, which is the answer's events, starts later: what lies between is in the log. */
    BEHIND,
    /** Nothing came in time. */
    QUIET,
    /** The run has ended. */
    ENDED,
    /** Nothing more will come this way; the store knows how the run goes on. */
    LEFT
  }
}
