package dev.coda.core.memory;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageIndex.Unembedded;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Page;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.SessionSummary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes every call on, and notifies the indexer of messages that no run writes. Thread-safe. */
final class WatchedSessions implements SessionStore {
  private final SessionStore sessions;
  private final Indexer indexer;

  WatchedSessions(SessionStore sessions, Indexer indexer) {
    this.sessions = sessions;
    this.indexer = indexer;
  }

  @Override
  public void create(Session session) {
    sessions.create(session);
  }

  @Override
  public Optional<Session> find(UserId owner, SessionId id) {
    return sessions.find(owner, id);
  }

  @Override
  public Page<SessionSummary> list(UserId owner, SessionQuery query) {
    return sessions.list(owner, query);
  }

  @Override
  public List<SessionSummary> summaries(UserId owner, Collection<SessionId> ids) {
    return sessions.summaries(owner, ids);
  }

  @Override
  public Optional<Session> update(UserId owner, SessionId id, SessionChange change) {
    return sessions.update(owner, id, change);
  }

  @Override
  public boolean delete(UserId owner, SessionId id) {
    return sessions.delete(owner, id);
  }

  @Override
  public void addMessage(UserId owner, Message message) {
    sessions.addMessage(owner, message);
    String text = message.text();
    if (!text.isEmpty()) {
      indexer.add(new Unembedded(message.id(), message.sessionId(), owner, text));
    }
  }

  @Override
  public List<MessageNode> path(UserId owner, SessionId id, PathQuery query) {
    return sessions.path(owner, id, query);
  }

  @Override
  public Optional<MessageDetails> message(UserId owner, MessageId id) {
    return sessions.message(owner, id);
  }

  @Override
  public Optional<MessageId> latestLeaf(UserId owner, MessageId from) {
    return sessions.latestLeaf(owner, from);
  }

  @Override
  public List<MessageRecord> records(
      UserId owner, SessionId id, @Nullable MessageId after, int limit, long maxBytes) {
    return sessions.records(owner, id, after, limit, maxBytes);
  }

  @Override
  public void load(Session session, Iterable<MessageRecord> messages) {
    sessions.load(session, messages);
    indexer.catchUp();
  }
}
