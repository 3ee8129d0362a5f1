package dev.coda.core.internal.run;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.core.internal.loop.OpenCall;
import dev.coda.core.internal.loop.RunEnding;
import dev.coda.core.internal.loop.RunReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues claimed runs from the last step of their logs, and ends those that cannot continue.
 * Thread-safe.
 */
final class RunResumer {
  private static final Logger LOG = LoggerFactory.getLogger(RunResumer.class);

  /**
   * A run that crashed four processes is not resumed by a fifth, which only reads its log to end
   * it. A sixth ends it unread.
   */
  private static final int MAX_TRIES = 4;

  /** The longest time for which a run of another agent is skipped. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final ErrorInfo INTERRUPTED =
      new ErrorInfo(
          FailureKind.INTERNAL.code(),
          "The server stopped several times during this answer. Ask again to continue.");
  private static final ErrorInfo OVERDUE =
      new ErrorInfo(FailureKind.DEADLINE_EXCEEDED.code(), "The run was stopped at its time limit.");

  private final AgentParts parts;
  private final ResumePlanner planner;
  private final ActiveRuns active;
  private final RunLauncher launcher;
  private final ClaimedRuns claimed;
  private final RunOwners owners;
  private final QueuedRuns queued;

  RunResumer(
      AgentParts parts,
      ResumePlanner planner,
      ActiveRuns active,
      RunLauncher launcher,
      ClaimedRuns claimed,
      QueuedRuns queued) {
    this.parts = parts;
    this.planner = planner;
    this.active = active;
    this.launcher = launcher;
    this.claimed = claimed;
    this.owners = new RunOwners(parts);
    this.queued = queued;
  }

  /** Continues with a run whose process is gone, or whose questions have expired. */
  void takeOver(RunRecord run) {
    // After a long pause of this process, the lost owner may be this process itself.
    active.find(run.id()).ifPresent(here -> here.log().abandon());
    if (run.tries() > MAX_TRIES) {
      LOG.warn("Run {} is ended after {} tries", run.id(), run.tries() - 1);
      if (run.tries() > MAX_TRIES + 1) {
        claimed.endUnread(run, "interrupted", INTERRUPTED);
      } else {
        claimed.fail(run, "interrupted", INTERRUPTED);
      }
      return;
    }
    orEnd(run, this::resume);
  }

  private void orEnd(RunRecord run, Consumer<RunRecord> work) {
    try {
      work.accept(run);
    } catch (StoreException e) {
      if (e.kind() != FailureKind.RUN_TOO_LARGE && e.kind() != FailureKind.DATA_REFUSED) {
        throw e;
      }
      LOG.warn("Run {} is ended without its log: {}", run.id(), e.getMessage());
      claimed.endUnread(run, "error", ErrorInfo.from(e));
    }
  }

  private void resume(RunRecord row) {
    HeldRun run = claimed.read(row);
    Optional<String> other = owners.other(run.replay());
    if (row.cancelRequested()) {
      end(run, RunStatus.CANCELLED, "requested", null);
    } else if (other.isPresent()) {
      leave(row, other.get());
    } else if (run.replay().projection().status() == RunStatus.PAUSED) {
      wake(run);
    } else if (run.replay().request().isPresent() && run.replay().opening().isEmpty()) {
      queued.advance(run);
    } else {
      LOG.info("Run {} was interrupted and continues here", row.id());
      resume(run, new RunResumed(null, RunResumed.TAKEN_OVER));
    }
  }

  /** At a time by chance, so that another agent may look before this one does again. */
  private void leave(RunRecord run, String agent) {
    LOG.debug("Run {} is left to agent {}", run.id(), agent);
    Duration pause =
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toMillis()));
    parts
        .stores()
        .runs()
        .release(HeldRun.lease(run).until(parts.services().clock().instant().plus(pause)));
  }

  /** Ends a run whose cancellation was requested. */
  void cancel(RunRecord run) {
    orEnd(run, claimed::cancel);
  }

  /**
   * Continues with a run.
   *
   * @param why is stored first
   */
  void resume(HeldRun run, RunResumed why) {
    RunPlan plan;
    try {
      plan = planner.isOverdue(run) ? null : planner.plan(run, why);
    } catch (CodaException e) {
      if (ClaimedRuns.isPassing(e)) {
        throw e;
      }
      fail(run, "error", ErrorInfo.from(e));
      return;
    }
    if (plan == null) {
      fail(run, "deadline_exceeded", OVERDUE);
      return;
    }
    RunCommit opening = plan.opening();
    plan.stored(() -> parts.append(opening));
    // Requests may have come to the process that had the run before.
    queued.mayWaitIn(run.row().sessionId());
    launcher.resume(plan);
    active.announce(run.row().id());
  }

  /** There was no answer in time, or the process died between asking and waiting. */
  private void wake(HeldRun run) {
    Instant expiry =
        run.replay().point().open().stream()
            .filter(OpenCall::waits)
            .map(call -> Objects.requireNonNull(call.question()).expiresAt())
            .min(Instant::compareTo)
            .orElse(Instant.MIN);
    if (parts.services().clock().instant().isBefore(expiry)) {
      claimed.park(run, expiry);
    } else {
      resume(run, new RunResumed(null, RunResumed.EXPIRED));
    }
  }

  private void fail(HeldRun run, String reason, ErrorInfo error) {
    LOG.warn("Run {} cannot be continued: {}", run.row().id(), error.message());
    end(run, RunStatus.FAILED, reason, error);
  }

  private void end(HeldRun run, RunStatus status, String reason, @Nullable ErrorInfo error) {
    RunReplay replay = run.replay();
    Long firstToken = replay.point().timeToFirstTokenMs();
    claimed.end(run, new RunEnding(status, reason, error, replay.atWork(), firstToken));
  }
}
