package dev.coda.core.internal.run;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunRecord;
import dev.coda.core.internal.loop.AgentLoop;
import dev.coda.core.internal.loop.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts runs to work on the executor, and cleans up behind them. Thread-safe. */
final class RunLauncher {
  private static final Logger LOG = LoggerFactory.getLogger(RunLauncher.class);

  private final AgentParts parts;
  private final TurnFactory turns;
  private final ActiveRuns active;
  private final RunKeeper keeper;
  private final BranchQueues queues;
  private final ClaimedRuns claimed;
  private final AgentLoop loop = new AgentLoop();

  RunLauncher(
      AgentParts parts,
      TurnFactory turns,
      ActiveRuns active,
      RunKeeper keeper,
      BranchQueues queues,
      ClaimedRuns claimed) {
    this.parts = parts;
    this.turns = turns;
    this.active = active;
    this.keeper = keeper;
    this.queues = queues;
    this.claimed = claimed;
  }

  /**
   * Puts a run to work that this process holds.
   *
   * @param projection what its log has led to
   * @param events what was stored just now, for viewers to see
   * @param executor runs the loop until the run ends or waits for people
   */
  RunLog launch(
      RunRecord run,
      RunFrame frame,
      TurnFactory.Models models,
      RunProjection projection,
      List<RunEvent> events,
      Executor executor) {
    Lease lease = ClaimedRuns.lease(run);
    CancelSignal signal = CancelSignal.create();
    StopSignal stop = new StopSignal(run.id(), signal);
    RunLog log = new RunLog(run, projection, frame.logged(), events, parts, stop);
    Turn turn = turns.turn(frame, models, log, signal);
    long left = frame.settings().timeoutMs() - frame.used().time().toMillis();
    ActiveRun here =
        new ActiveRun(
            run.userId(),
            run.sessionId(),
            lease,
            System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(left),
            log,
            stop,
            turn.questions());
    keeper.begin();
    active.add(here);
    AutoCloseable deadline = keeper.atDeadline(here);
    try {
      executor.execute(() -> work(run, here, turn, frame, deadline));
    } catch (RejectedExecutionException e) {
      LOG.error("No thread for run {}", run.id(), e);
      work(run, here, turn, frame, deadline);
    }
    return log;
  }

  private void work(
      RunRecord record, ActiveRun run, Turn turn, RunFrame frame, AutoCloseable deadline) {
    RunId id = run.lease().runId();
    Optional<Instant> waits = Optional.empty();
    try (deadline) {
      waits = loop.run(turn, frame.point().open());
      keepBranch(run, frame);
    } catch (StoreException e) {
      LOG.warn("Run {} ends here without its last events: {}", id, e.getMessage());
    } catch (Exception e) {
      LOG.error("Run {} ends here without its last events", id, e);
    } finally {
      active.remove(run);
      endRefused(record, run);
      leave(run, waits);
      run.log().tail().close();
      queues.runEnded(run.sessionId());
    }
  }

  /** The next turn of the conversation begins where this one has ended. */
  private void keepBranch(ActiveRun run, RunFrame frame) {
    Optional<Message> answer =
        run.log()
            .read(log -> log.status() == RunStatus.COMPLETED ? log.answer() : Optional.empty());
    answer.ifPresent(said -> parts.branches().keep(run.sessionId(), frame.history().with(said)));
  }

  /** What the store refused is not in its log, so the log leads to an end that it takes. */
  private void endRefused(RunRecord record, ActiveRun run) {
    StoreException refusal = run.log().refusal();
    if (refusal == null) {
      return;
    }
    try {
      claimed.fail(record, "error", ErrorInfo.from(refusal));
    } catch (RuntimeException e) {
      LOG.warn("Run {} ends here without its last events: {}", record.id(), e.getMessage());
    }
  }

  /** A run that waits is looked at when its questions expire; one that is handed over, at once. */
  private void leave(ActiveRun run, Optional<Instant> waits) {
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
        run.stop().signal().reason().filter(why -> why == CancelReason.REQUESTED).isPresent();
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
