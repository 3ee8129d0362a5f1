package dev.coda.core.memory;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.Lease;
import dev.coda.api.session.MessageIndex.Unembedded;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes every call on, and notifies the indexer of finished messages. Thread-safe. */
final class WatchedRuns implements RunStore {
  private final RunStore runs;
  private final Indexer indexer;

  /**
   * Commits do not name their user; the process that writes them has started or claimed the run.
   */
  private final Map<RunId, UserId> owners = new ConcurrentHashMap<>();

  WatchedRuns(RunStore runs, Indexer indexer) {
    this.runs = runs;
    this.indexer = indexer;
  }

  @Override
  public RunRecord start(RunRecord run, RunCommit first) {
    RunRecord started = runs.start(run, first);
    if (started.id().equals(run.id())) {
      owners.put(run.id(), run.userId());
      written(first);
    }
    return started;
  }

  @Override
  public void begin(RunRecord run, RunCommit first) {
    runs.begin(run, first);
    owners.put(run.id(), run.userId());
    written(first);
  }

  @Override
  public void append(RunCommit commit) {
    try {
      runs.append(commit);
    } catch (RuntimeException e) {
      // The run may never be continued. If it is not, the indexer looks for itself.
      owners.remove(commit.runId());
      throw e;
    }
    written(commit);
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit) {
    return runs.events(id, afterSeq, limit);
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes) {
    return runs.events(id, afterSeq, limit, maxBytes);
  }

  @Override
  public Map<RunId, RunProgress> progress(Collection<RunId> watched) {
    return runs.progress(watched);
  }

  @Override
  public long logBytes(RunId id) {
    return runs.logBytes(id);
  }

  @Override
  public Optional<RunRecord> find(UserId owner, RunId id) {
    return runs.find(owner, id);
  }

  @Override
  public Optional<RunRecord> findByKey(UserId owner, String idempotencyKey) {
    return runs.findByKey(owner, idempotencyKey);
  }

  @Override
  public List<RunRecord> active(UserId owner, SessionId session) {
    return runs.active(owner, session);
  }

  @Override
  public List<RunRecord> active(UserId owner) {
    return runs.active(owner);
  }

  @Override
  public List<Lease.Renewal> renew(List<Lease> leases) {
    List<Lease.Renewal> told = runs.renew(leases);
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i) == Lease.Renewal.LOST) {
        owners.remove(leases.get(i).runId());
      }
    }
    return told;
  }

  @Override
  public Set<RunId> cancelRequested(Collection<RunId> asked) {
    return runs.cancelRequested(asked);
  }

  @Override
  public List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit) {
    List<RunRecord> claimed = runs.claimExpired(owner, now, until, limit);
    claimed.forEach(run -> owners.put(run.id(), run.userId()));
    return claimed;
  }

  @Override
  public Lease.Renewal release(Lease lease) {
    owners.remove(lease.runId());
    return runs.release(lease);
  }

  @Override
  public Optional<RunRecord> claimWaiting(UserId user, RunId id, String owner, Instant until) {
    Optional<RunRecord> claimed = runs.claimWaiting(user, id, owner, until);
    claimed.ifPresent(run -> owners.put(run.id(), run.userId()));
    return claimed;
  }

  @Override
  public List<RunId> ended(Instant before, @Nullable RunId after, int limit) {
    return runs.ended(before, after, limit);
  }

  @Override
  public boolean rewriteLog(RunId id, List<RunEvent> events) {
    return runs.rewriteLog(id, events);
  }

  @Override
  public boolean requestCancel(UserId owner, RunId id) {
    return runs.requestCancel(owner, id);
  }

  private void written(RunCommit commit) {
    boolean over = commit.status().isTerminal();
    UserId owner = over ? owners.remove(commit.runId()) : owners.get(commit.runId());
    for (Message message : commit.change().messages()) {
      String text = message.text();
      if (message.status() == MessageStatus.PARTIAL || text.isEmpty()) {
        continue;
      }
      if (owner == null) {
        indexer.catchUp();
      } else {
        indexer.add(new Unembedded(message.id(), message.sessionId(), owner, text));
      }
    }
  }
}
