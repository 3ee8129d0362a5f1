package dev.coda.core.store;

import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all in-memory stores and the maps by which they are found. Everything in it is read
 * and written under its one lock, for as long as a map look-up takes; searches that read much copy
 * what they need first.
 */
final class MemoryState {
  final Map<MessageId, MessageEntry> messages = new HashMap<>();
  final Map<ArtifactId, StoredArtifact> artifacts = new HashMap<>();
  final Map<RunId, RunEntry> runs = new HashMap<>();
  final Map<UserKey, RunId> runsByKey = new HashMap<>();
  final Map<Branch, RunId> activeRuns = new HashMap<>();
  final NavigableMap<ByAge, RunId> leases = new TreeMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SessionId, SessionEntry> sessions = new HashMap<>();
  private final Map<UserId, NavigableMap<ByAge, SessionEntry>> sessionsByUser = new HashMap<>();
  private final Map<UserId, Map<String, Map<MessageId, MessageIndex.Entry>>> embeddings =
      new HashMap<>();

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  boolean hasSession(SessionId id) {
    return sessions.containsKey(id);
  }

  @Nullable SessionEntry session(UserId owner, SessionId id) {
    SessionEntry entry = sessions.get(id);
    return entry != null && entry.session().userId().equals(owner) ? entry : null;
  }

  void add(Session session) {
    SessionEntry entry = new SessionEntry(session);
    sessions.put(session.id(), entry);
    sessionsOf(session.userId()).put(age(session), entry);
  }

  void replace(SessionEntry entry, Session changed) {
    NavigableMap<ByAge, SessionEntry> own = sessionsOf(changed.userId());
    own.remove(age(entry.session()));
    entry.replace(changed);
    own.put(age(changed), entry);
  }

  /** Returns the sessions of one owner, the one that was not touched for longest first. */
  NavigableMap<ByAge, SessionEntry> sessionsOf(UserId owner) {
    return sessionsByUser.computeIfAbsent(owner, id -> new TreeMap<>());
  }

  void remove(SessionEntry entry) {
    Session session = entry.session();
    sessions.remove(session.id());
    sessionsOf(session.userId()).remove(age(session));
    entry.messages().keySet().forEach(messages::remove);
    entry.runs().forEach(this::remove);
    artifacts.values().removeIf(held -> held.artifact().sessionId().equals(session.id()));
    Map<String, Map<MessageId, MessageIndex.Entry>> own = embeddings.get(session.userId());
    if (own != null) {
      own.values().forEach(model -> model.keySet().removeAll(entry.messages().keySet()));
    }
  }

  /** Returns the embeddings that one model made of one owner's messages, by message. */
  Map<MessageId, MessageIndex.Entry> embeddings(UserId owner, String model) {
    return embeddings
        .computeIfAbsent(owner, id -> new HashMap<>())
        .computeIfAbsent(model, name -> new HashMap<>());
  }

  void lease(RunEntry run, Lease lease) {
    releaseLease(run);
    run.lease(lease);
    leases.put(new ByAge(lease.until(), lease.runId().value()), lease.runId());
  }

  void releaseLease(RunEntry run) {
    Lease held = run.record().lease();
    if (held != null) {
      leases.remove(new ByAge(held.until(), held.runId().value()));
    }
  }

  static ByAge age(Session session) {
    return new ByAge(session.updatedAt(), session.id().value());
  }

  private void remove(RunId id) {
    RunEntry run = runs.remove(id);
    if (run != null) {
      releaseLease(run);
      activeRuns.remove(Branch.of(run.record()), id);
      String key = run.record().idempotencyKey();
      if (key != null) {
        runsByKey.remove(new UserKey(run.record().userId(), key));
      }
    }
  }

  /** Names the idempotency key of one owner. */
  record UserKey(UserId owner, String key) {}

  /** Names where at most one run is active. */
  record Branch(SessionId session, UUID from) {
    static Branch of(RunRecord run) {
      return new Branch(run.sessionId(), run.branch());
    }
  }
}
