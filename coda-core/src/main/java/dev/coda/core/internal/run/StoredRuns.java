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
 * What viewers learn from the store of runs that wait or are active in other processes. However
 * many viewers there are, the store is asked about all their runs at once, and asked for a page of
 * events once. Thread-safe.
 *
 * <p>A run that changed recently is looked at every tenth of a second, then less often, and at last
 * once a second, all such runs at the same time.
 */
final class StoredRuns {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRuns.class);
  private static final int PAGE_EVENTS = 256;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RunStore store;
  private final Executor executor;
  private final TimerClock clock;
  private final SharedPages pages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition joined = lock.newCondition();
  private final Map<RunId, FollowedRun> followed = new HashMap<>();
  private final long start;
  private boolean polling;

  StoredRuns(RunStore store, Executor executor, TimerClock clock) {
    this.store = store;
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
    lock.lock();
    try {
      run = followed.computeIfAbsent(id, unused -> new FollowedRun(id, clock, lock, followed));
      run.join();
      joined.signal();
      first = !polling;
      polling = true;
    } finally {
      lock.unlock();
    }
    if (first) {
      startPolling();
    }
    return run;
  }

  /** Wakes the viewers of one run: it continues, waits or has ended in this process. */
  void announce(RunId id) {
    lock.lock();
    try {
      FollowedRun run = followed.get(id);
      if (run != null) {
        run.announce();
      }
    } finally {
      lock.unlock();
    }
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
      while (!followed.isEmpty()) {
        long now = tick();
        List<RunId> due =
            followed.values().stream()
                .filter(run -> run.dueTick() <= now)
                .map(FollowedRun::id)
                .toList();
        if (!due.isEmpty()) {
          return due;
        }
        long next = followed.values().stream().mapToLong(FollowedRun::dueTick).min().orElseThrow();
        long unused = clock.awaitNanos(joined, start + next * TICK_NANOS - clock.nanoTime());
      }
      polling = false;
      return List.of();
    } catch (InterruptedException e) {
      polling = false;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void look(List<RunId> due) {
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

  private void update(List<RunId> runs, Consumer<FollowedRun> change) {
    lock.lock();
    try {
      runs.stream().map(followed::get).filter(Objects::nonNull).forEach(change);
    } finally {
      lock.unlock();
    }
  }

  private long tick() {
    return (clock.nanoTime() - start) / TICK_NANOS;
  }
}
