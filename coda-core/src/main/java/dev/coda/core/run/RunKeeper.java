package dev.coda.core.run;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.StoreException;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunStore;
import dev.coda.core.loop.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what runs need by the clock: renews leases, stores text that waits, ends runs at their
 * deadline, and looks for runs to take over. One timer thread; the work itself is done on the
 * agent's executor, each kind in a task of its own, so that none holds up another.
 */
final class RunKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);

  private final String owner = UUID.randomUUID().toString();
  private final RunStore store;
  private final ActiveRuns active;
  private final AgentOptions options;
  private final Turn.Services services;
  private final ScheduledThreadPoolExecutor timer;
  private volatile Runnable sweep = () -> {};

  RunKeeper(RunStore store, ActiveRuns active, AgentOptions options, Turn.Services services) {
    this.store = store;
    this.active = active;
    this.options = options;
    this.services = services;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "coda-run-keeper");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Begins to look after runs, with this for those that were left behind. */
  void start(Runnable takeOver) {
    Duration third = options.leaseTime().dividedBy(3);
    every(third, this::renew);
    every(options.flushInterval(), () -> active.all().forEach(run -> run.log().flushOverdue()));
    sweep = every(third.compareTo(LONGEST_SWEEP) < 0 ? third : LONGEST_SWEEP, takeOver);
  }

  /** Looks for runs to take over now rather than at the next time. */
  void sweepNow() {
    sweep.run();
  }

  String owner() {
    return owner;
  }

  /** Returns until when a lease holds that is taken or renewed now. */
  Instant leaseEnd() {
    return services.clock().instant().plus(options.leaseTime());
  }

  AutoCloseable cancelAfter(ActiveRun run, Duration time) {
    ScheduledFuture<?> task =
        timer.schedule(
            () -> onExecutor(() -> run.stop().give(CancelReason.DEADLINE)),
            time.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> task.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Returns what does the work out of turn, unless it is being done. */
  private Runnable every(Duration period, Runnable work) {
    AtomicBoolean busy = new AtomicBoolean();
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (StoreException e) {
            LOG.warn("The store does not answer: {}", e.getMessage());
          } catch (RuntimeException e) {
            LOG.error("Looking after runs failed", e);
          } finally {
            busy.set(false);
          }
        };
    Runnable start =
        () -> {
          if (busy.compareAndSet(false, true) && !onExecutor(guarded)) {
            busy.set(false);
          }
        };
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(start, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    return start;
  }

  private boolean onExecutor(Runnable work) {
    Executor executor = services.executor();
    try {
      executor.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      LOG.warn("The executor takes no work", e);
      return false;
    }
  }

  private void renew() {
    Instant until = leaseEnd();
    for (ActiveRun run : active.all()) {
      if (run.log().isLeft()) {
        continue;
      }
      Lease lease = run.lease();
      Lease renewed = new Lease(lease.runId(), lease.owner(), lease.fence(), until);
      switch (store.renew(renewed)) {
        case HELD -> {}
        case CANCEL_REQUESTED -> run.stop().give(CancelReason.REQUESTED);
        case LOST -> {
          if (active.find(lease.runId()).filter(run::equals).isPresent()) {
            run.log().abandon();
          }
        }
      }
    }
  }
}
