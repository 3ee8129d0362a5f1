package dev.coda.core.internal.run;

import dev.coda.api.agent.RunAdmission;
import dev.coda.api.id.RunId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which runs are active in this process. Thread-safe. */
final class ActiveRuns {
  private final Map<RunId, ActiveRun> byId = new ConcurrentHashMap<>();
  private final Map<RunId, RunAdmission.Permit> permits = new ConcurrentHashMap<>();
  private final StoredRuns stored;
  private final RunAdmission admission;
  private volatile boolean closed;

  /**
   * @param stored the viewers of runs that are not active here
   */
  ActiveRuns(StoredRuns stored, RunAdmission admission) {
    this.stored = stored;
    this.admission = admission;
  }

  /** Keeps the place of a new run until it is removed. */
  void hold(RunId id, RunAdmission.Permit permit) {
    permits.put(id, permit);
  }

  void add(ActiveRun run) {
    RunId id = run.lease().runId();
    permits.computeIfAbsent(id, resumed -> admission.resume(run.userId()));
    byId.put(id, run);
  }

  /** Removes this run, unless it has continued under a newer lease meanwhile. */
  void remove(ActiveRun run) {
    RunId id = run.lease().runId();
    if (byId.remove(id, run)) {
      release(id);
    }
  }

  /** Gives the place of a run back. */
  void release(RunId id) {
    RunAdmission.Permit permit = permits.remove(id);
    if (permit != null) {
      permit.close();
    }
  }

  Optional<ActiveRun> find(RunId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<ActiveRun> all() {
    return List.copyOf(byId.values());
  }

  /** Wakes the viewers of a run that was not active here: it continues, waits or has ended. */
  void announce(RunId id) {
    stored.announce(id);
  }

  /** Ends waiting for what will not come here any more. */
  void close() {
    closed = true;
    stored.announceAll();
  }

  boolean isClosed() {
    return closed;
  }
}
