package dev.coda.core.internal.run;

import dev.coda.api.agent.RunAdmission;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunQueued;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.core.internal.loop.RunEnding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores runs that have to wait for their turn, and starts them when it comes: in each session the
 * oldest one, once no run is active on its branch. A session is checked when a run of it ends in a
 * process that knows its queue; queued runs without an owner are taken over like any other run
 * whose lease has expired. Thread-safe.
 */
final class QueuedRuns {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedRuns.class);
  private static final int MOST_IN_SESSION = 8;
  private static final int MOST_OF_USER = 16;

  /** If the run ahead belongs to another process, its end is not noticed here. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /** The part of the time that a run has waited until it is looked at again. */
  private static final int PART_OF_WAIT = 8;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final AgentParts parts;
  private final RunStore store;
  private final RunPlanner planner;
  private final RunSettingsMapper settings;
  private final ActiveRuns active;
  private final ClaimedRuns claimed;
  private final RunLauncher launcher;
  private final RunKeeper keeper;
  private final RunOwners owners;

  /** The sessions in which runs may wait, as far as this process knows; the store is not read. */
  private final Set<SessionId> known = ConcurrentHashMap.newKeySet();

  QueuedRuns(
      AgentParts parts,
      RunPlanner planner,
      RunSettingsMapper settings,
      ActiveRuns active,
      ClaimedRuns claimed,
      RunLauncher launcher,
      RunKeeper keeper) {
    this.parts = parts;
    this.store = parts.stores().runs();
    this.planner = planner;
    this.settings = settings;
    this.active = active;
    this.claimed = claimed;
    this.launcher = launcher;
    this.keeper = keeper;
    this.owners = new RunOwners(parts);
  }

  /** Returns whether runs wait in a session. */
  boolean isEmpty(UserId user, SessionId session) {
    return waiting(user, session).isEmpty();
  }

  /**
   * Stores a run that waits; an earlier one of the same idempotency key is returned in its place.
   *
   * @throws AdmissionException if too many wait already
   */
  RunRecord add(RunRequest request) {
    int before = waiting(request.userId(), request.sessionId()).size();
    requireRoom(request, before);
    HeldRun run = planner.queue(request, nextLook(parts.now()));
    RunCommit first =
        run.add(List.of(new RunQueued(before + 1, settings.asked(request))), parts.now());
    RunRecord stored = store.start(run.row(), first);
    mayWaitIn(request.sessionId());
    return stored;
  }

  /** Records that runs may wait in a session, so that it is checked when a run of it ends here. */
  void mayWaitIn(SessionId session) {
    known.add(session);
  }

  /** Looks after the runs that wait in a session, if any do, on a thread of the agent. */
  void lookSoon(UserId user, SessionId session) {
    if (active.isClosed() || !known.contains(session)) {
      return;
    }
    try {
      parts.services().executor().execute(() -> look(user, session));
    } catch (RejectedExecutionException e) {
      LOG.warn("No thread for the queue of session {}", session, e);
    }
  }

  /** Starts the run whose turn it is, and publishes the positions of the others. */
  private void look(UserId user, SessionId session) {
    try {
      List<RunRecord> waiting = waiting(user, session);
      if (waiting.isEmpty()) {
        known.remove(session);
      }
      int position = 1;
      for (RunRecord run : waiting) {
        Optional<RunRecord> mine =
            store.claimWaiting(user, run.id(), keeper.owner(), keeper.leaseEnd());
        if (mine.isPresent() && !isOver(mine.get(), position)) {
          position++;
        }
      }
    } catch (StoreException e) {
      LOG.warn("The queue of session {} is not looked after now: {}", session, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The queue of session {} cannot be looked after", session, e);
    }
  }

  /** Returns whether a run waits no more; another process may have it meanwhile. */
  private boolean isOver(RunRecord run, int position) {
    try {
      return advance(claimed.read(run), position);
    } catch (StoreException e) {
      if (e.kind() != FailureKind.FENCED) {
        throw e;
      }
      return false;
    }
  }

  /** Keeps a waiting run that was claimed because it had no owner. */
  void advance(HeldRun run) {
    RunRecord row = run.row();
    mayWaitIn(row.sessionId());
    List<RunRecord> waiting = waiting(row.userId(), row.sessionId());
    int before = (int) waiting.stream().takeWhile(other -> !other.id().equals(row.id())).count();
    advance(run, before + 1);
  }

  private boolean advance(HeldRun run, int position) {
    RunRecord row = run.row();
    if (row.cancelRequested()) {
      end(run);
      return true;
    }
    if (run.replay().position() != position) {
      claimed.commit(run, List.of(new RunQueued(position, null)));
    }
    if (position == 1 && owners.other(run.replay()).isEmpty() && begin(run)) {
      return true;
    }
    park(run);
    return false;
  }

  /**
   * Starts a run. Returns false if it is not its turn yet; its log must not be added to then, since
   * its replay may be ahead of what is stored.
   */
  private boolean begin(HeldRun run) {
    RunRecord row = run.row();
    RunQueued.Request request = run.replay().request().orElse(null);
    if (request == null) {
      claimed.fail(row, "error", ErrorInfo.from(damaged(row)));
      return true;
    }
    RunAdmission.Permit permit;
    try {
      permit = parts.admission().admit(row.userId(), row.idempotencyKey());
    } catch (AdmissionException full) {
      return false;
    }
    RunPlan plan;
    try {
      plan = planner.begin(run, request, permit);
      if (active.isClosed()) {
        // The run ahead may have ended because this agent closes.
        plan.abandon();
        permit.close();
        return false;
      }
      plan.stored(() -> {
        store.begin(plan.run().row(), plan.opening());
        return plan;
      });
    } catch (CodaException e) {
      permit.close();
      if (e.kind() == FailureKind.CONFLICT
          || (e instanceof AdmissionException && e.kind().retryable())) {
        return false;
      }
      if (ClaimedRuns.isPassing(e)) {
        throw e;
      }
      claimed.fail(row, "error", ErrorInfo.from(e));
      return true;
    } catch (RuntimeException | Error e) {
      permit.close();
      throw e;
    }
    active.hold(row.id(), permit);
    launcher.resume(plan);
    active.announce(row.id());
    return true;
  }

  private void park(HeldRun run) {
    Lease.Renewal told = store.release(run.lease().until(nextLook(run.row().startedAt())));
    if (told == Lease.Renewal.CANCEL_REQUESTED) {
      // It came while the run was looked after here.
      store
          .claimWaiting(run.row().userId(), run.row().id(), keeper.owner(), keeper.leaseEnd())
          .ifPresent(stopped -> end(claimed.read(stopped)));
    }
    active.announce(run.row().id());
  }

  private void end(HeldRun run) {
    claimed.end(run, new RunEnding(RunStatus.CANCELLED, "requested", null, Duration.ZERO, null));
  }

  private void requireRoom(RunRequest request, int inSession) {
    if (inSession >= MOST_IN_SESSION) {
      throw full(
          "%d requests wait in session %s already.".formatted(inSession, request.sessionId()));
    }
    long ofUser =
        store.active(request.userId()).stream()
            .filter(run -> run.status() == RunStatus.QUEUED)
            .count();
    if (ofUser >= MOST_OF_USER) {
      throw full("%d requests of this user wait already.".formatted(ofUser));
    }
  }

  private List<RunRecord> waiting(UserId user, SessionId session) {
    return store.active(user, session).stream()
        .filter(run -> run.status() == RunStatus.QUEUED)
        .toList();
  }

  private Instant nextLook(Instant queuedAt) {
    Instant now = parts.services().clock().instant();
    Duration pause = Duration.between(queuedAt, now).dividedBy(PART_OF_WAIT);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      return now.plus(SHORTEST_PAUSE);
    }
    return now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  private static AdmissionException full(String message) {
    return new AdmissionException(
        FailureKind.RATE_LIMITED, message + " Send it again later.", RETRY_AFTER);
  }

  private static StoreException damaged(RunRecord run) {
    return new StoreException(
        FailureKind.INTERNAL, "The log of run %s has no request.".formatted(run.id()));
  }
}
