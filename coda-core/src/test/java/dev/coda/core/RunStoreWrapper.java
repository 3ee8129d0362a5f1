package dev.coda.core;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands between one process and the runs of a store. */
abstract class RunStoreWrapper implements RunStore, Stores {
  private final Stores inner;

  RunStoreWrapper(Stores inner) {
    this.inner = inner;
  }

  /** Asked before each use. */
  abstract void before(boolean commit);

  @Override
  public SessionStore sessions() {
    return inner.sessions();
  }

  @Override
  public RunStore runs() {
    return this;
  }

  @Override
  public MessageIndex index() {
    return inner.index();
  }

  @Override
  public ToolPermissionStore toolPermissions() {
    return inner.toolPermissions();
  }

  @Override
  public ArtifactStore artifacts() {
    return inner.artifacts();
  }

  @Override
  public RunRecord start(RunRecord run, RunCommit first) {
    before(true);
    return inner.runs().start(run, first);
  }

  @Override
  public void begin(RunRecord run, RunCommit first) {
    before(true);
    inner.runs().begin(run, first);
  }

  @Override
  public void append(RunCommit commit) {
    before(true);
    inner.runs().append(commit);
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit) {
    return inner.runs().events(id, afterSeq, limit);
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes) {
    return inner.runs().events(id, afterSeq, limit, maxBytes);
  }

  @Override
  public Map<RunId, RunProgress> progress(Collection<RunId> runs) {
    return inner.runs().progress(runs);
  }

  @Override
  public long logBytes(RunId id) {
    return inner.runs().logBytes(id);
  }

  @Override
  public Optional<RunRecord> find(UserId owner, RunId id) {
    return inner.runs().find(owner, id);
  }

  @Override
  public Optional<RunRecord> findByKey(UserId owner, String idempotencyKey) {
    return inner.runs().findByKey(owner, idempotencyKey);
  }

  @Override
  public List<RunRecord> active(UserId owner, SessionId session) {
    return inner.runs().active(owner, session);
  }

  @Override
  public List<RunRecord> active(UserId owner) {
    return inner.runs().active(owner);
  }

  @Override
  public List<Lease.Renewal> renew(List<Lease> leases) {
    before(false);
    return inner.runs().renew(leases);
  }

  @Override
  public Set<RunId> cancelRequested(Collection<RunId> runs) {
    before(false);
    return inner.runs().cancelRequested(runs);
  }

  @Override
  public Lease.Renewal release(Lease lease) {
    before(false);
    return inner.runs().release(lease);
  }

  @Override
  public Optional<RunRecord> claimWaiting(UserId user, RunId id, String owner, Instant until) {
    before(false);
    return inner.runs().claimWaiting(user, id, owner, until);
  }

  @Override
  public List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit) {
    before(false);
    return inner.runs().claimExpired(owner, now, until, limit);
  }

  @Override
  public List<RunId> ended(Instant before, @Nullable RunId after, int limit) {
    before(false);
    return inner.runs().ended(before, after, limit);
  }

  @Override
  public boolean rewriteLog(RunId id, List<RunEvent> events) {
    before(false);
    return inner.runs().rewriteLog(id, events);
  }

  @Override
  public boolean requestCancel(UserId owner, RunId id) {
    before(false);
    return inner.runs().requestCancel(owner, id);
  }
}
