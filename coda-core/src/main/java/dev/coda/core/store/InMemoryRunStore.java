package dev.coda.core.store;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores runs and their logs in memory. Thread-safe. */
final class InMemoryRunStore implements RunStore {
  private static final UUID LOWEST = new UUID(0, 0);

  private final MemoryState state;
  private final CommitWriter writer;

  InMemoryRunStore(MemoryState state, Clock clock) {
    this.state = state;
    this.writer = new CommitWriter(state, clock);
  }

  @Override
  public RunRecord start(RunRecord run, RunCommit first) {
    Lease lease = run.lease();
    if (lease == null || lease.fence() != first.fence() || !run.id().equals(first.runId())) {
      throw new IllegalArgumentException("a run starts with a lease whose fence is its commit's");
    }
    return state.locked(() -> {
      Optional<RunEntry> earlier = earlier(run);
      if (earlier.isPresent()) {
        return earlier.get().record();
      }
      SessionEntry session = state.session(run.userId(), run.sessionId());
      if (session == null) {
        throw new StoreException(
            FailureKind.NOT_FOUND, "There is no session " + run.sessionId() + ".");
      }
      MemoryState.Branch branch = MemoryState.Branch.of(run);
      if (state.runs.containsKey(run.id()) || state.activeRuns.containsKey(branch)) {
        throw new StoreException(
            FailureKind.CONFLICT,
            "A run is active on this branch of session " + run.sessionId() + ".");
      }
      writer.check(session, first);
      RunEntry entry = new RunEntry(session, run, lease.fence());
      state.runs.put(run.id(), entry);
      session.runs().add(run.id());
      session.activeRuns().add(run.id());
      state.activeRuns.put(branch, run.id());
      if (run.idempotencyKey() != null) {
        state.runsByKey.put(new MemoryState.UserKey(run.userId(), run.idempotencyKey()), run.id());
      }
      state.lease(entry, lease);
      writer.write(entry, first);
      return entry.record();
    });
  }

  @Override
  public void begin(RunRecord run, RunCommit first) {
    state.locked(() -> {
      RunEntry entry = entry(first.runId());
      if (entry.fence() != first.fence() || entry.record().status() != RunStatus.QUEUED) {
        throw fenced(entry);
      }
      MemoryState.Branch branch = MemoryState.Branch.of(run);
      if (state.activeRuns.containsKey(branch)) {
        throw new StoreException(
            FailureKind.CONFLICT,
            "A run is active on this branch of session " + run.sessionId() + ".");
      }
      writer.check(entry.session, first);
      state.activeRuns.remove(MemoryState.Branch.of(entry.record()));
      state.activeRuns.put(branch, run.id());
      entry.begin(run);
      writer.write(entry, first);
      return entry;
    });
  }

  @Override
  public void append(RunCommit commit) {
    state.locked(() -> {
      RunEntry run = entry(commit.runId());
      if (run.fence() != commit.fence()) {
        throw fenced(run);
      }
      if (isStored(run, commit.events())) {
        return run;
      }
      if (run.record().lease() == null) {
        throw fenced(run);
      }
      writer.check(run.session, commit);
      writer.write(run, commit);
      return run;
    });
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes) {
    return state.locked(() -> {
      RunEntry run = state.runs.get(id);
      return run == null ? List.of() : run.behind(afterSeq, limit, maxBytes);
    });
  }

  @Override
  public Map<RunId, RunProgress> progress(Collection<RunId> runs) {
    return state.locked(() -> {
      Map<RunId, RunProgress> progress = new HashMap<>();
      for (RunId id : runs) {
        RunEntry run = state.runs.get(id);
        if (run != null) {
          progress.put(id, new RunProgress(run.record().status(), run.record().lastSeq()));
        }
      }
      return progress;
    });
  }

  @Override
  public long logBytes(RunId id) {
    return state.locked(() -> {
      RunEntry run = state.runs.get(id);
      return run == null ? 0L : run.bytes();
    });
  }

  @Override
  public Optional<RunRecord> find(UserId owner, RunId id) {
    return state.locked(() -> own(owner, id).map(RunEntry::record));
  }

  @Override
  public Optional<RunRecord> findByKey(UserId owner, String idempotencyKey) {
    return state.locked(() -> byKey(owner, idempotencyKey).map(RunEntry::record));
  }

  @Override
  public List<RunRecord> active(UserId owner, SessionId session) {
    return state.locked(() -> {
      SessionEntry entry = state.session(owner, session);
      if (entry == null) {
        return List.of();
      }
      return entry.activeRuns().stream()
          .map(id -> Objects.requireNonNull(state.runs.get(id)).record())
          .sorted(Comparator.comparing(run -> new ByAge(run.startedAt(), run.id().value())))
          .toList();
    });
  }

  @Override
  public List<RunRecord> active(UserId owner) {
    return state.locked(() ->
        state.activeRuns.values().stream()
            .map(id -> Objects.requireNonNull(state.runs.get(id)).record())
            .filter(run -> run.userId().equals(owner))
            .sorted(Comparator.comparing(run -> new ByAge(run.startedAt(), run.id().value())))
            .toList());
  }

  @Override
  public List<Lease.Renewal> renew(List<Lease> leases) {
    return state.locked(() -> {
      List<Lease.Renewal> told = new ArrayList<>(leases.size());
      for (Lease lease : leases) {
        Optional<RunEntry> run = heldBy(lease);
        run.ifPresent(entry -> state.lease(entry, lease));
        told.add(renewal(run));
      }
      return told;
    });
  }

  @Override
  public Set<RunId> cancelRequested(Collection<RunId> runs) {
    return state.locked(() -> {
      Set<RunId> asked = new HashSet<>();
      for (RunId id : runs) {
        RunEntry run = state.runs.get(id);
        if (run != null && isToStop(run.record())) {
          asked.add(id);
        }
      }
      return asked;
    });
  }

  @Override
  public Lease.Renewal release(Lease lease) {
    return state.locked(() -> {
      Optional<RunEntry> run = heldBy(lease);
      run.ifPresent(entry -> {
        state.lease(
            entry, new Lease(lease.runId(), lease.owner(), lease.fence() + 1, lease.until()));
        entry.countTry(-1);
      });
      return renewal(run);
    });
  }

  @Override
  public Optional<RunRecord> claimWaiting(UserId user, RunId id, String owner, Instant until) {
    return state.locked(() -> {
      Optional<RunEntry> run = own(user, id).filter(entry -> isWaiting(entry.record()));
      run.ifPresent(entry -> state.lease(entry, new Lease(id, owner, entry.fence() + 1, until)));
      return run.map(RunEntry::record);
    });
  }

  @Override
  public List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit) {
    return state.locked(() -> {
      List<RunRecord> claimed = new ArrayList<>();
      for (RunId id :
          state.leases.headMap(new ByAge(now, LOWEST)).values().stream().limit(limit).toList()) {
        RunEntry run = Objects.requireNonNull(state.runs.get(id));
        state.lease(run, new Lease(id, owner, run.fence() + 1, until));
        run.countTry(1);
        claimed.add(run.record());
      }
      return List.copyOf(claimed);
    });
  }

  @Override
  public boolean requestCancel(UserId owner, RunId id) {
    return state.locked(() -> {
      Optional<RunEntry> run =
          own(owner, id).filter(entry -> !entry.record().status().isTerminal());
      run.ifPresent(RunEntry::requestCancel);
      return run.isPresent();
    });
  }

  @Override
  public List<RunId> ended(Instant before, @Nullable RunId after, int limit) {
    return state.locked(() ->
        state.runs.values().stream()
            .filter(run -> !run.isRewritten() && hasEnded(run, before))
            .map(run -> run.record().id())
            .filter(id -> after == null || id.compareTo(after) > 0)
            .sorted()
            .limit(limit)
            .toList());
  }

  @Override
  public boolean rewriteLog(RunId id, List<RunEvent> events) {
    return state.locked(() -> {
      RunEntry run = state.runs.get(id);
      if (run == null || run.isRewritten() || run.record().finishedAt() == null) {
        return false;
      }
      run.rewrite(events);
      return true;
    });
  }

  private static boolean hasEnded(RunEntry run, Instant before) {
    Instant at = run.record().finishedAt();
    return at != null && at.isBefore(before);
  }

  private RunEntry entry(RunId id) {
    RunEntry run = state.runs.get(id);
    if (run == null) {
      throw new StoreException(FailureKind.NOT_FOUND, "There is no run " + id + ".");
    }
    return run;
  }

  private static boolean isWaiting(RunRecord run) {
    return run.status() == RunStatus.PAUSED || run.status() == RunStatus.QUEUED;
  }

  private static boolean isToStop(RunRecord run) {
    return run.cancelRequested() && !run.status().isTerminal();
  }

  private Optional<RunEntry> own(UserId owner, RunId id) {
    return Optional.ofNullable(state.runs.get(id))
        .filter(run -> run.record().userId().equals(owner));
  }

  private Optional<RunEntry> heldBy(Lease lease) {
    return Optional.ofNullable(state.runs.get(lease.runId()))
        .filter(run -> {
          Lease held = run.record().lease();
          return held != null
              && held.fence() == lease.fence()
              && held.owner().equals(lease.owner());
        });
  }

  private static Lease.Renewal renewal(Optional<RunEntry> run) {
    return run.map(entry ->
            entry.record().cancelRequested() ? Lease.Renewal.CANCEL_REQUESTED : Lease.Renewal.HELD)
        .orElse(Lease.Renewal.LOST);
  }

  private Optional<RunEntry> earlier(RunRecord run) {
    Optional<RunEntry> same = own(run.userId(), run.id());
    if (same.isPresent() || run.idempotencyKey() == null) {
      return same;
    }
    return byKey(run.userId(), run.idempotencyKey());
  }

  private Optional<RunEntry> byKey(UserId owner, String key) {
    RunId id = state.runsByKey.get(new MemoryState.UserKey(owner, key));
    return id == null ? Optional.empty() : Optional.ofNullable(state.runs.get(id));
  }

  /** Distinguishes a repeated commit, which is fine, from another writer under the same numbers. */
  private static boolean isStored(RunEntry run, List<RunEvent> events) {
    if (events.isEmpty() || events.get(0).seq() > run.record().lastSeq()) {
      return false;
    }
    RunEvent last = events.get(events.size() - 1);
    if (last.seq() <= run.record().lastSeq() && run.holds(last)) {
      return true;
    }
    throw new StoreException(
        FailureKind.CONFLICT,
        "Run %s holds other events from %d on.".formatted(last.runId(), events.get(0).seq()));
  }

  private static StoreException fenced(RunEntry run) {
    return new StoreException(
        FailureKind.FENCED,
        "Run %s has ended or belongs to the owner with fence %d."
            .formatted(run.record().id(), run.fence()));
  }
}
