package dev.coda.core.internal.run;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.StoreException;
import dev.coda.api.time.TimerClock;
import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the active runs when an agent closes, in bounded time. */
final class AgentShutdown implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentShutdown.class);

  private final ActiveRuns active;
  private final AgentParts parts;

  AgentShutdown(ActiveRuns active, AgentParts parts) {
    this.active = active;
    this.parts = parts;
  }

  @Override
  public void run() {
    TimerClock clock = parts.services().clock();
    long deadline = clock.nanoTime() + parts.options().closeTime().toNanos();
    Collection<ActiveRun> runs = active.all();
    runs.forEach(this::stopOnExecutor);
    try {
      for (ActiveRun run : runs) {
        if (!run.log().tail().awaitClose(deadline - clock.nanoTime())) {
          giveUp(run);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In parallel: each may have to wait for its store. */
  private void stopOnExecutor(ActiveRun run) {
    try {
      parts.services().executor().execute(() -> stop(run));
    } catch (RejectedExecutionException e) {
      stop(run);
    }
  }

  private void stop(ActiveRun run) {
    try {
      if (parts.options().handOverOnClose()) {
        run.log().handOver();
      }
    } catch (StoreException e) {
      LOG.warn(
          "Could not store the final events of run {}: {}", run.lease().runId(), e.getMessage());
    } finally {
      run.canceller()
          .cancel(
              parts.options().handOverOnClose() ? CancelReason.HANDED_OVER : CancelReason.SHUTDOWN);
    }
  }

  /**
   * The run's thread does not return: it can write no more, and another process may claim the run
   * at once.
   */
  private void giveUp(ActiveRun run) {
    LOG.warn("Run {} does not stop in time", run.lease().runId());
    run.log().abandon();
    if (parts.options().handOverOnClose()) {
      parts.stores().runs().release(run.lease().until(parts.services().clock().instant()));
    }
  }
}
