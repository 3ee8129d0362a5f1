package dev.coda.core.internal.run;

import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunProgress;
import dev.coda.api.time.TimerClock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A run that viewers follow in the store, shared by all of them: its known state, and a condition
 * on which only they wait. It is guarded by the lock of {@link StoredRuns}. Thread-safe.
 */
final class FollowedRun implements AutoCloseable {
  private static final long NEVER = -1;

  /** The maximum number of ticks before the store is polled again. */
  private static final int LONGEST_PAUSE = 10;

  private final RunId id;
  private final TimerClock clock;
  private final ReentrantLock lock;
  private final Map<RunId, FollowedRun> followed;
  private final Condition changed;
  private final RemoteTail live = new RemoteTail();
  private int viewers;
  private long announcements;
  private long dueTick;
  private long idleSince = NEVER;
  private int pause = 1;
  private boolean known;
  private @Nullable RunProgress progress;
  private @Nullable StoreException failure;

  /**
   * @param clock ends waits
   * @param lock guards the run and the map
   * @param followed is left with the last viewer
   */
  FollowedRun(RunId id, TimerClock clock, ReentrantLock lock, Map<RunId, FollowedRun> followed) {
    this.id = id;
    this.clock = clock;
    this.lock = lock;
    this.followed = followed;
    this.changed = lock.newCondition();
  }

  RunId id() {
    return id;
  }

  /** Returns a number to be given to {@link #await} later, so that nothing between is missed. */
  long announcements() {
    lock.lock();
    try {
      return announcements;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for news of the run after an event.
   *
   * @param seen is what {@link #announcements} returned before the caller looked for events
   * @throws StoreException if the store could not return the run's progress
   */
  State await(long seen, long afterSeq, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long rest = nanos;
      while (true) {
        if (failure != null) {
          throw failure;
        }
        RunProgress now = progress;
        if (announcements != seen
            || live.has(afterSeq)
            || (now != null && now.lastSeq() > afterSeq)) {
          return State.CHANGED;
        }
        if (known && now == null) {
          return State.GONE;
        }
        if (now != null && now.status().isTerminal()) {
          return State.OVER;
        }
        if (rest <= 0) {
          return State.QUIET;
        }
        rest = clock.awaitNanos(changed, rest);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns events after a sequence number that the run's process has sent. */
  List<RunEvent> live(long afterSeq) {
    lock.lock();
    try {
      return live.page(afterSeq);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the following for one viewer. Events from another process are kept for a while, since a
   * viewer leaves after each page and returns for the next.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      viewers--;
      if (viewers == 0 && !live.isFed()) {
        followed.remove(id, this);
      }
    } finally {
      lock.unlock();
    }
  }

  void join() {
    viewers++;
    idleSince = NEVER;
  }

  /** Returns whether the store is to be polled for the run. */
  boolean isDue(long tick) {
    return viewers > 0 && dueTick <= tick;
  }

  /** Returns when the run is to be looked at next. */
  long dueTick() {
    return viewers > 0 ? dueTick : idleSince + StoredRuns.IDLE_TICKS;
  }

  /** Returns whether the run has had no followers for a while; to be called periodically. */
  boolean isForgotten(long tick) {
    if (viewers > 0) {
      return false;
    }
    if (idleSince == NEVER) {
      idleSince = tick;
    }
    return tick - idleSince >= StoredRuns.IDLE_TICKS;
  }

  /** Adds events from the run's process. */
  void arrived(long fence, List<RunEvent> events) {
    if (live.add(fence, events)) {
      // Those who wait for what is missing find it in the store.
      announcements++;
    }
    changed.signalAll();
  }

  void announce() {
    announcements++;
    changed.signalAll();
  }

  /**
   * Updates the run's known state from the store.
   *
   * @param found null if the store has no such run any more
   */
  void learn(@Nullable RunProgress found, long tick) {
    boolean same = known && Objects.equals(found, progress);
    boolean newsToViewers = !same && (found == null || found.lastSeq() > live.last());
    known = true;
    progress = found;
    failure = null;
    postpone(newsToViewers ? 1 : Math.min(LONGEST_PAUSE, 2 * pause), tick);
    if (!same) {
      changed.signalAll();
    }
  }

  void fail(StoreException why, long tick) {
    failure = why;
    postpone(LONGEST_PAUSE, tick);
    changed.signalAll();
  }

  /** Runs that are looked at once a second are all looked at together. */
  private void postpone(int ticks, long tick) {
    pause = ticks;
    dueTick = ticks == LONGEST_PAUSE ? (tick / ticks + 1) * ticks : tick + ticks;
  }

  /** The next action of a viewer. Immutable. */
  enum State {
    /** There are events in the store, or the run is active in this process. */
    CHANGED,
    /** The run has ended, and all of its events came before. */
    OVER,
    /** The run was deleted. */
    GONE,
    /** Nothing happened in time. */
    QUIET
  }
}
