package dev.coda.benchmarks;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Accepts every run and keeps nothing, so that what remains is the engine's own work. */
class ForgetfulRunStore implements RunStore {
  @Override
  public RunRecord start(RunRecord run, RunCommit first) {
    return run;
  }

  @Override
  public void begin(RunRecord run, RunCommit first) {}

  @Override
  public void append(RunCommit commit) {}

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes) {
    return List.of();
  }

  @Override
  public Map<RunId, RunProgress> progress(Collection<RunId> runs) {
    return Map.of();
  }

  @Override
  public long logBytes(RunId id) {
    return 0;
  }

  @Override
  public Optional<RunRecord> find(UserId owner, RunId id) {
    return Optional.empty();
  }

  @Override
  public Optional<RunRecord> findByKey(UserId owner, String idempotencyKey) {
    return Optional.empty();
  }

  @Override
  public List<RunRecord> active(UserId owner, SessionId session) {
    return List.of();
  }

  @Override
  public List<RunRecord> active(UserId owner) {
    return List.of();
  }

  @Override
  public List<Lease.Renewal> renew(List<Lease> leases) {
    return Collections.nCopies(leases.size(), Lease.Renewal.HELD);
  }

  @Override
  public Set<RunId> cancelRequested(Collection<RunId> runs) {
    return Set.of();
  }

  @Override
  public Lease.Renewal release(Lease lease) {
    return Lease.Renewal.HELD;
  }

  @Override
  public Optional<RunRecord> claimWaiting(UserId user, RunId id, String owner, Instant until) {
    return Optional.empty();
  }

  @Override
  public List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit) {
    return List.of();
  }

  @Override
  public boolean requestCancel(UserId owner, RunId id) {
    return false;
  }
}
