package dev.coda.core.internal.run;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunStatus;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.core.internal.loop.Turn;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for runs whose process is gone, or whose questions have expired, and continues them: a few
 * at once, each on its own thread. Thread-safe.
 */
final class TakeOver {
  private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
  private static final int AT_ONCE = 16;

  private final RunStore store;
  private final Turn.Services services;
  private final ActiveRuns active;
  private final RunKeeper keeper;
  private final RunResumer resumer;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /** Whether the last search found as many runs as there was room for. */
  private volatile boolean more;

  TakeOver(
      RunStore store,
      Turn.Services services,
      ActiveRuns active,
      RunKeeper keeper,
      RunResumer resumer) {
    this.store = store;
    this.services = services;
    this.active = active;
    this.keeper = keeper;
    this.resumer = resumer;
  }

  /**
   * Takes over as many runs as there are free slots. If there may be more, a thread that has
   * finished looks again.
   */
  void sweep() {
    int places = free.drainPermits();
    if (active.isClosed() || places == 0) {
      free.release(places);
      more = true;
      return;
    }
    List<RunRecord> claimed = List.of();
    try {
      claimed =
          store.claimExpired(keeper.owner(), services.clock().instant(), keeper.leaseEnd(), places);
    } finally {
      free.release(places - claimed.size());
    }
    more = claimed.size() == places;
    claimed.forEach(this::goOn);
  }

  /** The try does not count against the run, which is not to blame. */
  private void giveBack(RunRecord run) {
    try {
      store.release(HeldRun.lease(run));
    } catch (StoreException e) {
      LOG.warn("Run {} was not released: {}", run.id(), e.getMessage());
    }
  }

  private void goOn(RunRecord run) {
    Runnable work =
        () -> {
          try {
            if (run.status() == RunStatus.RUNNING) {
              services.telemetry().takenOver();
            }
            resumer.takeOver(run);
          } catch (CodaException e) {
            LOG.warn("Run {} is not taken over now: {}", run.id(), e.getMessage());
            if (e.kind() == FailureKind.STORE_UNAVAILABLE) {
              giveBack(run);
            }
          } catch (RuntimeException e) {
            LOG.error("Run {} cannot be taken over", run.id(), e);
          } finally {
            free.release();
            if (more) {
              keeper.sweepNow();
            }
          }
        };
    try {
      services.executor().execute(work);
    } catch (RejectedExecutionException e) {
      free.release();
      LOG.warn("No thread to take over run {}", run.id(), e);
      giveBack(run);
    }
  }
}
