package dev.coda.core.internal.run;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunStore;
import dev.coda.api.time.TimerClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the store, for viewers, runs that wait or are active in other processes. For any
 * number of viewers, the progress of all their runs is read in one call, and a page of events is
 * read once. Thread-safe.
 *
 * <p>A run that changed recently is polled every tenth of a second, then less often, and finally
 * once a second, all runs at the same time. The process of a run also sends its events if the two
 * are connected by signals: while they arrive, the store is polled once a second.
 */
final class StoredRuns {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRuns.class);
  private static final int PAGE_EVENTS = 256;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long RENEWAL_TICKS = 20;

  /** How often other processes are informed again which runs have viewers here. */
  static final long RENEWAL_NANOS = RENEWAL_TICKS * TICK_NANOS;

  /** How many ticks what other processes have sent of a run is kept without a viewer. */
  static final long IDLE_TICKS = 20;

  private final RunStore store;
  private final RunSignals signals;
  private final Executor executor;
  private final TimerClock clock;
  private final SharedPages pages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition joined = lock.newCondition();
  private final Map<RunId, FollowedRun> followed = new HashMap<>();
  private final long start;
  private boolean polling;
  private long renewedTick;

  StoredRuns(RunStore store, RunSignals signals, Executor executor, TimerClock clock) {
    this.store = store;
    this.signals = signals;
    this.executor = executor;
    this.clock = clock;
    this.start = clock.nanoTime();
    this.pages =
        new SharedPages(
            (run, afterSeq) -> store.events(run, afterSeq, PAGE_EVENTS, EventTail.PAGE_BYTES));
  }

  List<RunEvent> page(RunId id, long afterSeq) throws InterruptedException {
    return pages.behind(id, afterSeq);
  }

  TimerClock clock() {
    return clock;
  }

  /** Follows a run until the caller closes what is returned. */
  FollowedRun follow(RunId id) {
    FollowedRun run;
    boolean first;
    boolean added;
    lock.lock();
    try {
      added = !followed.containsKey(id);
      run = followed.computeIfAbsent(id, unused -> new FollowedRun(id, clock, lock, followed));
      run.join();
      joined.signal();
      first = !polling;
      polling = true;
    } finally {
      lock.unlock();
    }
    if (added) {
      signals.follow(List.of(id));
    }
    if (first) {
      startPolling();
    }
    return run;
  }

  /** Wakes the viewers of one run: it continues, waits or has ended in this process. */
  void announce(RunId id) {
    update(List.of(id), FollowedRun::announce);
    signals.changed(id);
  }

  /** Wakes the viewers of one run: it continues, waits or has ended in another process. */
  void changedElsewhere(RunId id) {
    if (update(List.of(id), FollowedRun::announce)) {
      signals.follow(List.of(id));
    }
  }

  /** Adds events of a run that is active in another process. */
  void arrived(RunId id, long fence, List<RunEvent> events) {
    update(List.of(id), run -> run.arrived(fence, events));
  }

  /** Looks after all viewers, since what other processes have sent may be lost. */
  void signalsMissed() {
    announceAll();
    signals.follow(followedRuns());
  }

  /** Wakes all viewers, since the agent is closed. */
  void announceAll() {
    lock.lock();
    try {
      followed.values().forEach(FollowedRun::announce);
    } finally {
      lock.unlock();
    }
  }

  private void startPolling() {
    try {
      executor.execute(this::poll);
    } catch (RejectedExecutionException e) {
      LOG.warn("No thread to follow runs", e);
      lock.lock();
      try {
        polling = false;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Looks after all followed runs until there are none. */
  private void poll() {
    try {
      for (List<RunId> due = nextDue(); !due.isEmpty(); due = nextDue()) {
        look(due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until runs are due. Returns none, and ends the polling, if nothing is followed any more.
   */
  private List<RunId> nextDue() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        long now = tick();
        followed.values().removeIf(run -> run.isForgotten(now));
        if (followed.isEmpty()) {
          polling = false;
          return List.of();
        }
        List<RunId> due =
            followed.values().stream().filter(run -> run.isDue(now)).map(FollowedRun::id).toList();
        if (!due.isEmpty()) {
          return due;
        }
        long next = followed.values().stream().mapToLong(FollowedRun::dueTick).min().orElseThrow();
        long unused = clock.awaitNanos(joined, start + next * TICK_NANOS - clock.nanoTime());
      }
    } catch (InterruptedException e) {
      polling = false;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void look(List<RunId> due) {
    renew();
    try {
      Map<RunId, RunProgress> progress = store.progress(due);
      update(due, run -> run.learn(progress.get(run.id()), tick()));
    } catch (StoreException e) {
      LOG.debug("The store does not say how far runs have come: {}", e.getMessage());
      update(due, run -> run.fail(e, tick()));
    } catch (RuntimeException e) {
      LOG.error("Following runs failed", e);
      StoreException failure =
          new StoreException(FailureKind.INTERNAL, "The run could not be followed.", e);
      update(due, run -> run.fail(failure, tick()));
    }
  }

  /** Reports to other processes now and then which runs have viewers here. */
  private void renew() {
    long now = tick();
    if (signals.reachOthers() && now - renewedTick >= RENEWAL_TICKS) {
      renewedTick = now;
      signals.follow(followedRuns());
    }
  }

  private List<RunId> followedRuns() {
    lock.lock();
    try {
      return List.copyOf(followed.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether any of these runs is followed. */
  private boolean update(List<RunId> runs, Consumer<FollowedRun> change) {
    lock.lock();
    try {
      List<FollowedRun> here = runs.stream().map(followed::get).filter(Objects::nonNull).toList();
      here.forEach(change);
      return !here.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private long tick() {
    return (clock.nanoTime() - start) / TICK_NANOS;
  }
}
