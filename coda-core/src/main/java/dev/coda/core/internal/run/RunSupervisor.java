package dev.coda.core.internal.run;

import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunAdmission;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.api.time.TimerClock;
import dev.coda.core.signal.Signals;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs, continues those that were cut off or decided upon, and finds them for viewers.
 * Thread-safe.
 */
public final class RunSupervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunSupervisor.class);

  private final AgentParts parts;
  private final RunStore store;
  private final StoredRuns stored;
  private final ActiveRuns active;
  private final QueuedRuns queued;
  private final RunPlanner planner;
  private final RunOwners owners;
  private final RunKeeper keeper;
  private final RunLauncher launcher;
  private final Approvals approvals;
  private final TakeOver takeOver;
  private final RunSignals signals;
  private final RemoteDecisions remoteDecisions;
  private final Signals.Subscription received;

  private RunSupervisor(AgentParts parts) {
    this.parts = parts;
    this.store = parts.stores().runs();
    this.owners = new RunOwners(parts);
    this.signals = new RunSignals(parts.signals());
    this.stored = new StoredRuns(store, signals, executor(), clock());
    this.active = new ActiveRuns(stored, parts.admission());
    this.keeper = new RunKeeper(store, active, parts.options(), executor(), clock());
    ClaimedRuns claimed = new ClaimedRuns(parts, active, this::runEnded);
    this.launcher = new RunLauncher(parts, active, keeper, this::runEnded, claimed);
    BranchReader branches = new BranchReader(parts);
    ModelSelection models = new ModelSelection(parts);
    RunSettingsMapper settings = new RunSettingsMapper(parts.options());
    this.planner = new RunPlanner(parts, branches, models, settings, keeper.owner());
    ResumePlanner resumes = new ResumePlanner(parts, branches, models, settings);
    this.queued = new QueuedRuns(parts, planner, settings, active, claimed, launcher, keeper);
    RunResumer resumer = new RunResumer(parts, resumes, active, launcher, claimed, queued);
    this.approvals = new Approvals(parts, keeper, claimed, resumer);
    this.takeOver = new TakeOver(store, parts.services(), active, keeper, resumer);
    this.remoteDecisions = new RemoteDecisions(active, signals, clock());
    Forwarding forwarding = new Forwarding(active, signals, executor(), clock());
    this.received =
        signals.receive(
            new ReceivedSignals(stored, keeper, forwarding, remoteDecisions, executor()));
  }

  /** Creates a supervisor and starts to search for runs that other processes have lost. */
  public static RunSupervisor create(AgentParts parts) {
    RunSupervisor supervisor = new RunSupervisor(parts);
    supervisor.keeper.start(supervisor.takeOver::sweep);
    return supervisor;
  }

  /**
   * Starts a run; see {@link dev.coda.api.agent.Agent#start}.
   *
   * @param executor runs the loop until the run ends or waits for people
   */
  public Run start(RunRequest request, Executor executor) {
    return request.onConflict() == ConflictPolicy.REJECT
        ? store(request, executor).get()
        : inTurn(request, executor);
  }

  /** Finds a run of this user. */
  public Optional<Run> find(UserId user, RunId id) {
    return store.find(user, id).map(run -> handle(run, null));
  }

  /** Cancels or hands over the active runs, and stops the timers for runs. */
  @Override
  public void close() {
    active.close();
    new AgentShutdown(active, parts).run();
    keeper.close();
    received.close();
  }

  private Run inTurn(RunRequest request, Executor executor) {
    requireOpen();
    Optional<Run> before = startedBefore(request);
    if (before.isPresent()) {
      return before.get();
    }
    if (queued.isEmpty(request.userId(), request.sessionId())) {
      try {
        return store(request, executor).get();
      } catch (StoreException e) {
        if (e.kind() != FailureKind.CONFLICT) {
          throw e;
        }
      }
    }
    RunRecord run = queued.add(request);
    // The run ahead may have ended meanwhile.
    runEnded(run.userId(), run.sessionId());
    return handle(run, null);
  }

  private void runEnded(UserId user, SessionId session) {
    queued.lookSoon(user, session);
  }

  boolean cancel(UserId user, RunId id) {
    Optional<ActiveRun> here =
        active.find(id).filter(run -> run.userId().equals(user) && !run.log().isLeft());
    boolean cancelled = here.isPresent() && here.get().canceller().cancel(CancelReason.REQUESTED);
    boolean recorded = recordCancel(user, id, cancelled);
    if (here.isPresent() && active.find(id).equals(here)) {
      return cancelled;
    }
    // Nobody is active here, or its loop has just gone to wait and listens no more.
    if (!recorded) {
      return cancelled;
    }
    approvals.cancel(user, id);
    signals.cancel(id);
    return true;
  }

  /**
   * Records that a run is to be stopped, so that it no longer counts as waiting even if its loop
   * goes to wait at this moment.
   *
   * @param cancelled whether its loop received it, which then need not be recorded
   */
  private boolean recordCancel(UserId user, RunId id, boolean cancelled) {
    try {
      return store.requestCancel(user, id);
    } catch (StoreException e) {
      if (!cancelled) {
        throw e;
      }
      LOG.warn("That run {} is cancelled was not recorded: {}", id, e.getMessage());
      return false;
    }
  }

  void decide(UserId user, RunId id, ApprovalDecision decision) {
    requireOpen();
    boolean asked =
        active
            .find(id)
            .filter(run -> run.userId().equals(user))
            .filter(run -> run.questions().answer(decision))
            .isPresent();
    if (asked) {
      return;
    }
    Optional<String> other = active.find(id).isPresent() ? Optional.empty() : owners.other(id);
    if (other.isPresent()) {
      runOf(other.get(), user, id).decide(decision);
    } else if (!decideElsewhere(user, id, decision)) {
      approvals.decide(user, id, decision);
    }
  }

  /** Finds a run by the agent that it belongs to, which has its tools. */
  private Run runOf(String agent, UserId user, RunId id) {
    return owners
        .find(agent)
        .orElseThrow(() ->
            new StoreException(
                FailureKind.CONFLICT,
                "Run %s belongs to the agent '%s', which no tool of this agent calls. Decide there."
                    .formatted(id, agent)))
        .find(user, id)
        .orElseThrow(
            () -> new StoreException(FailureKind.NOT_FOUND, "There is no run %s.".formatted(id)));
  }

  /** An active call can also ask, in the process that has its run. */
  private boolean decideElsewhere(UserId user, RunId id, ApprovalDecision decision) {
    return signals.reachOthers()
        && active.find(id).isEmpty()
        && store.find(user, id).filter(run -> run.status() == RunStatus.RUNNING).isPresent()
        && remoteDecisions.decide(user, id, decision);
  }

  /** Returns whether a run has waited after this event. */
  public boolean waits(UserId user, RunEvent since) {
    return store
        .find(user, since.runId())
        .filter(run -> run.status() == RunStatus.PAUSED && !run.cancelRequested())
        .filter(run -> run.lastSeq() <= since.seq())
        .isPresent();
  }

  TimerClock clock() {
    return parts.services().clock();
  }

  Executor executor() {
    return parts.services().executor();
  }

  EventCursor cursor(Run run, @Nullable EventTail known, long afterSeq, BooleanSupplier unwanted) {
    log(run.id()).ifPresent(log -> log.tail().watch());
    return new EventCursor(
        new RunWatch(run.id(), run.sessionId(), active, stored, known), unwanted, afterSeq);
  }

  /** Returns the log of a run that is active here. */
  Optional<RunLog> log(RunId id) {
    return active.find(id).map(ActiveRun::log);
  }

  /** Estimates the bytes that were published here after a sequence number. */
  long bytesBehind(RunId id, long afterSeq) {
    return active.find(id).map(run -> run.log().tail().bytesBehind(afterSeq)).orElse(0L);
  }

  /** Stores a run; what is returned puts it to work, unless it was stored before. */
  private Supplier<Run> store(RunRequest request, Executor executor) {
    requireOpen();
    owners.warnOfEqualNames();
    RunAdmission.Permit permit;
    try {
      permit = parts.admission().admit(request.userId(), request.idempotencyKey().orElse(null));
    } catch (AdmissionException refused) {
      Run before = startedBefore(request).orElseThrow(() -> refused);
      return () -> before;
    }
    try {
      return store(request, executor, permit);
    } catch (AdmissionException refused) {
      permit.close();
      Run before = startedBefore(request).orElseThrow(() -> refused);
      return () -> before;
    } catch (RuntimeException | Error e) {
      permit.close();
      throw e;
    }
  }

  private Supplier<Run> store(RunRequest request, Executor executor, RunAdmission.Permit permit) {
    RunPlan plan;
    try {
      plan = planner.plan(request, permit);
    } catch (StoreException e) {
      if (e.kind() != FailureKind.CONFLICT || request.idempotencyKey().isEmpty()) {
        throw e;
      }
      // The run that keeps the branch busy may be the one that this request has started before.
      Optional<RunRecord> repeated = underWay(request);
      if (repeated.isPresent()) {
        permit.close();
        return () -> handle(repeated.get(), null);
      }
      // If it has just ended, the branch is free, and the store has the key.
      plan = planner.plan(request, permit);
    }
    return store(plan, executor, permit);
  }

  private Supplier<Run> store(RunPlan plan, Executor executor, RunAdmission.Permit permit) {
    RunRecord planned = plan.run().row();
    RunRecord stored = plan.stored(() -> store.start(planned, plan.opening()));
    if (!stored.id().equals(planned.id())) {
      plan.abandon();
      permit.close();
      return () -> handle(stored, null);
    }
    active.hold(stored.id(), permit);
    return () -> handle(stored, launcher.start(plan, executor));
  }

  /** Finds the run of a request that is repeated. */
  private Optional<Run> startedBefore(RunRequest request) {
    return request
        .idempotencyKey()
        .flatMap(key -> store.findByKey(request.userId(), key))
        .map(run -> handle(run, null));
  }

  private Optional<RunRecord> underWay(RunRequest request) {
    return request
        .idempotencyKey()
        .flatMap(key ->
            store.active(request.userId(), request.sessionId()).stream()
                .filter(run -> key.equals(run.idempotencyKey()))
                .findFirst());
  }

  private Run handle(RunRecord run, @Nullable RunLog log) {
    return new RunHandle(this, run.userId(), run.id(), run.sessionId(), log);
  }

  private void requireOpen() {
    if (active.isClosed()) {
      throw new StoreException(
          FailureKind.STORE_UNAVAILABLE, "This agent is closed and takes no more work.");
    }
  }
}
