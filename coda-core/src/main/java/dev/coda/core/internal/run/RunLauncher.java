package dev.coda.core.internal.run;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.OutOfMemory;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Lease;
import dev.coda.api.time.TimerClock;
import dev.coda.core.internal.loop.AgentLoop;
import dev.coda.core.internal.loop.LoopRest;
import dev.coda.core.internal.loop.Turn;
import dev.coda.core.tools.LeftBehindException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts planned runs on an executor, and cleans up after them. Thread-safe. */
final class RunLauncher {
  private static final Logger LOG = LoggerFactory.getLogger(RunLauncher.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final AgentParts parts;
  private final TurnFactory turns;
  private final ActiveRuns active;
  private final RunKeeper keeper;
  private final RunEnds ends;
  private final ClaimedRuns claimed;
  private final AgentLoop loop = new AgentLoop();

  RunLauncher(
      AgentParts parts, ActiveRuns active, RunKeeper keeper, RunEnds ends, ClaimedRuns claimed) {
    this.parts = parts;
    this.turns = new TurnFactory(parts);
    this.active = active;
    this.keeper = keeper;
    this.ends = ends;
    this.claimed = claimed;
  }

  /**
   * Puts a new run to work, whose opening is stored.
   *
   * @param executor runs the loop until the run ends or waits for people
   * @throws AdmissionException if the executor does not take it; the run has ended then
   */
  RunLog start(RunPlan plan, Executor executor) {
    ActiveRun run = activate(plan);
    TimerClock.Timer deadline = keeper.atDeadline(run);
    Throwable refusal = execute(run, deadline, executor, whole(run, deadline));
    if (refusal != null) {
      RunId id = run.lease().runId();
      LOG.error("No thread for run {}", id, refusal);
      AdmissionException failure =
          new AdmissionException(
              FailureKind.OVERLOADED,
              "There is no thread for run %s, so it was ended. Ask again later.".formatted(id),
              RETRY_AFTER);
      work(
          run,
          deadline,
          () -> {
            try {
              return loop.fail(run.turn(), failure);
            } finally {
              plan.abandon();
            }
          });
      OutOfMemory.rethrow(refusal);
      throw failure;
    }
    return run.log();
  }

  /**
   * Puts a run to work that is resumed, and whose opening is stored. If the executor does not take
   * it, it is left for later, here or in another process.
   */
  void resume(RunPlan plan) {
    ActiveRun run = activate(plan);
    TimerClock.Timer deadline = keeper.atDeadline(run);
    Executor executor = parts.services().executor();
    Throwable refusal = execute(run, deadline, executor, whole(run, deadline));
    if (refusal != null) {
      LOG.warn("No thread to resume run {}", run.lease().runId(), refusal);
      work(run, deadline, () -> handOver(run));
      OutOfMemory.rethrow(refusal);
    }
  }

  private ActiveRun activate(RunPlan plan) {
    try {
      ActiveRun run = activeRun(plan);
      keeper.begin();
      active.add(run);
      return run;
    } catch (RuntimeException | Error e) {
      // It is taken over when its lease is over.
      plan.abandon();
      active.release(plan.run().row().id());
      throw e;
    }
  }

  private ActiveRun activeRun(RunPlan plan) {
    CancelSignal signal = CancelSignal.create();
    RunCanceller canceller = new RunCanceller(plan.run().row().id(), signal);
    RunLog log = new RunLog(plan.run(), plan.opening().events(), parts, canceller);
    Turn turn = turns.turn(plan, log, signal);
    long ends =
        parts.services().clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.leftMillis());
    return new ActiveRun(plan, turn, log, canceller, ends);
  }

  private LoopRest whole(ActiveRun run, TimerClock.Timer deadline) {
    return () -> loop.run(run.turn(), run.plan().point().open(), rest -> goOn(run, deadline, rest));
  }

  /** Continues with a run whose thread was abandoned with a tool. */
  private void goOn(ActiveRun run, TimerClock.Timer deadline, LoopRest rest) {
    Throwable refusal = execute(run, deadline, parts.services().executor(), rest);
    if (refusal != null) {
      LOG.warn("No other thread for run {}", run.lease().runId(), refusal);
      work(run, deadline, rest);
    }
  }

  /** Returns why the work will not be done; null if it is, or was done on this thread. */
  private @Nullable Throwable execute(
      ActiveRun run, TimerClock.Timer deadline, Executor executor, LoopRest work) {
    // An executor may throw and still run the task: what comes first counts.
    AtomicBoolean decided = new AtomicBoolean();
    try {
      executor.execute(() -> {
        if (decided.compareAndSet(false, true)) {
          work(run, deadline, work);
        }
      });
      return null;
    } catch (RuntimeException | Error e) {
      if (decided.compareAndSet(false, true)) {
        return e;
      }
      throw e;
    }
  }

  /**
   * Does a run's work here, and leaves the run unless another thread continues it.
   *
   * @param deadline is closed when the run is left
   */
  private void work(ActiveRun run, TimerClock.Timer deadline, LoopRest work) {
    RunId id = run.lease().runId();
    Optional<Instant> waits = Optional.empty();
    boolean leftBehind = false;
    try {
      waits = work.run();
      keepBranch(run);
    } catch (LeftBehindException e) {
      leftBehind = true;
    } catch (StoreException e) {
      LOG.warn("Run {} ends here without its last events: {}", id, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Run {} ends here without its last events", id, e);
    } finally {
      if (!leftBehind) {
        leave(run, deadline, waits);
      }
    }
  }

  private void leave(ActiveRun run, TimerClock.Timer deadline, Optional<Instant> waits) {
    deadline.close();
    active.remove(run);
    endRefused(run);
    release(run, waits);
    run.log().tail().close();
    ends.ended(run.userId(), run.sessionId());
  }

  /** It is looked at when the lease is over: a thread may be free then. */
  private static Optional<Instant> handOver(ActiveRun run) {
    run.plan().abandon();
    run.log().handOver();
    return Optional.of(run.lease().until());
  }

  /** The next turn of the conversation begins where this one has ended. */
  private void keepBranch(ActiveRun run) {
    Optional<Message> answer =
        run.log()
            .read(log -> log.status() == RunStatus.COMPLETED ? log.answer() : Optional.empty());
    answer.ifPresent(
        said -> parts.branches().keep(run.sessionId(), run.plan().history().with(said)));
  }

  /**
   * Refused data is not in the store's log, so the store accepts an end that follows from the log.
   */
  private void endRefused(ActiveRun run) {
    StoreException refusal = run.log().refusal();
    if (refusal == null) {
      return;
    }
    try {
      claimed.fail(run.plan().run().row(), "error", ErrorInfo.from(refusal));
    } catch (RuntimeException e) {
      LOG.warn("Run {} ends here without its last events: {}", run.lease().runId(), e.getMessage());
    }
  }

  /** A run that waits is looked at when its questions expire; one that is handed over, at once. */
  private void release(ActiveRun run, Optional<Instant> waits) {
    boolean handedOver = run.log().isHandedOver();
    try {
      if (waits.isPresent()) {
        park(run, waits.get());
      } else if (handedOver) {
        parts.stores().runs().release(run.lease().until(justNow()));
      }
    } catch (RuntimeException e) {
      // The lease runs out by itself; it only takes longer.
      LOG.warn("Run {} was not released: {}", run.lease().runId(), e.getMessage());
    }
  }

  private void park(ActiveRun run, Instant expiry) {
    boolean cancelled =
        run.canceller().signal().reason().filter(why -> why == CancelReason.REQUESTED).isPresent();
    if (cancelled) {
      // It came too late for the loop, which had just gone to wait.
      parts.stores().runs().requestCancel(run.userId(), run.lease().runId());
    }
    Lease.Renewal told =
        parts.stores().runs().release(run.lease().until(cancelled ? justNow() : expiry));
    if (told == Lease.Renewal.CANCEL_REQUESTED && !cancelled) {
      Lease next =
          new Lease(run.lease().runId(), run.lease().owner(), run.lease().fence() + 1, justNow());
      parts.stores().runs().release(next);
    }
    if (told == Lease.Renewal.CANCEL_REQUESTED) {
      keeper.sweepNow();
    }
  }

  /** Leases that ended before now are claimed. */
  private Instant justNow() {
    return parts.services().clock().instant().minusMillis(1);
  }
}
