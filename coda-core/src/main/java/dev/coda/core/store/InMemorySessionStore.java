package dev.coda.core.store;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Page;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.SessionSummary;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores sessions and their messages in memory. Thread-safe. */
final class InMemorySessionStore implements SessionStore {
  private final MemoryState state;
  private final Clock clock;

  InMemorySessionStore(MemoryState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  @Override
  public void create(Session session) {
    if (session.headMessageId() != null) {
      throw new IllegalArgumentException("a new session has no messages, so no head");
    }
    state.locked(() -> {
      if (state.hasSession(session.id())) {
        throw new StoreException(
            FailureKind.CONFLICT, "There is a session " + session.id() + " already.");
      }
      state.add(session.toBuilder().headMessageId(null).messageCount(0).build());
      return session;
    });
  }

  @Override
  public Optional<Session> find(UserId owner, SessionId id) {
    return state.locked(
        () -> Optional.ofNullable(state.session(owner, id)).map(SessionEntry::session));
  }

  @Override
  public Page<SessionSummary> list(UserId owner, SessionQuery query) {
    ByAge before = query.cursor() == null ? null : Cursor.parse(query.cursor());
    Words words = query.text() == null ? null : new Words(query.text());
    List<Session> found = new ArrayList<>();
    for (SessionEntry entry : olderThan(owner, before, words == null ? query.limit() : null)) {
      Session session = words == null ? state.locked(entry::session) : ifHolds(entry, words);
      if (session != null) {
        found.add(session);
      }
      if (found.size() > query.limit()) {
        List<Session> page = found.subList(0, query.limit());
        return new Page<>(summaries(page), Cursor.of(MemoryState.age(page.get(page.size() - 1))));
      }
    }
    return new Page<>(summaries(found), null);
  }

  @Override
  public List<SessionSummary> summaries(UserId owner, Collection<SessionId> ids) {
    return state.locked(() ->
        new LinkedHashSet<>(ids)
            .stream()
                .map(id -> state.session(owner, id))
                .filter(Objects::nonNull)
                .map(entry -> SessionSummary.of(entry.session()))
                .toList());
  }

  @Override
  public Optional<Session> update(UserId owner, SessionId id, SessionChange change) {
    return state.locked(() -> {
      SessionEntry entry = state.session(owner, id);
      if (entry == null) {
        return Optional.empty();
      }
      Session changed = change.applyTo(entry.session(), clock.instant());
      MessageId head = changed.headMessageId();
      MessageEntry leaf = head == null ? null : entry.messages().get(head);
      if (head != null && leaf == null) {
        throw new StoreException(
            FailureKind.NOT_FOUND, "Session " + id + " has no message " + head + ".");
      }
      int count = leaf == null ? 0 : leaf.depth;
      state.replace(entry, changed.toBuilder().headMessageId(head).messageCount(count).build());
      return Optional.of(entry.session());
    });
  }

  @Override
  public boolean delete(UserId owner, SessionId id) {
    return state.locked(() -> {
      SessionEntry entry = state.session(owner, id);
      if (entry != null) {
        state.remove(entry);
      }
      return entry != null;
    });
  }

  @Override
  public void addMessage(UserId owner, Message message) {
    state.locked(() -> {
      SessionEntry entry = state.session(owner, message.sessionId());
      MessageId parent = message.parentId();
      if (entry == null || (parent != null && !entry.messages().containsKey(parent))) {
        throw new StoreException(
            FailureKind.NOT_FOUND,
            "Message " + message.id() + " belongs to a session or parent that is not there.");
      }
      if (state.messages.containsKey(message.id())) {
        throw new StoreException(
            FailureKind.CONFLICT, "There is a message " + message.id() + " already.");
      }
      return state.messages.put(message.id(), entry.add(message));
    });
  }

  @Override
  public List<MessageNode> path(UserId owner, SessionId id, PathQuery query) {
    return state.locked(() -> {
      SessionEntry entry = state.session(owner, id);
      return entry == null ? List.of() : entry.path(query);
    });
  }

  @Override
  public Optional<MessageDetails> message(UserId owner, MessageId id) {
    return state.locked(() ->
        Optional.ofNullable(state.messages.get(id))
            .filter(entry -> entry.session.session().userId().equals(owner))
            .map(MessageEntry::details));
  }

  @Override
  public Optional<MessageId> latestLeaf(UserId owner, MessageId from) {
    return state.locked(() ->
        Optional.ofNullable(state.messages.get(from))
            .filter(entry -> entry.session.session().userId().equals(owner))
            .map(entry -> entry.session.latestLeaf(from)));
  }

  @Override
  public List<MessageRecord> records(
      UserId owner, SessionId id, @Nullable MessageId after, int limit, long maxBytes) {
    return state.locked(() -> {
      SessionEntry entry = state.session(owner, id);
      return entry == null ? List.of() : entry.records(after, limit, maxBytes);
    });
  }

  @Override
  public void load(Session session, Iterable<MessageRecord> messages) {
    List<MessageRecord> records = new ArrayList<>();
    messages.forEach(records::add);
    state.locked(() -> {
      new TreeLoader(state).load(session, records);
      return session;
    });
  }

  private static List<SessionSummary> summaries(List<Session> sessions) {
    return sessions.stream().map(SessionSummary::of).toList();
  }

  /** Copies as much of the order as a page can need: all of it for a search by words. */
  private List<SessionEntry> olderThan(
      UserId owner, @Nullable ByAge before, @Nullable Integer limit) {
    return state.locked(() -> {
      NavigableMap<ByAge, SessionEntry> own = state.sessionsOf(owner);
      var entries = (before == null ? own : own.headMap(before, false)).descendingMap().values();
      return limit == null ? List.copyOf(entries) : entries.stream().limit(limit + 1L).toList();
    });
  }

  private @Nullable Session ifHolds(SessionEntry entry, Words words) {
    Session session = state.locked(entry::session);
    if (session.title() != null && words.in(session.title())) {
      return session;
    }
    List<MessageEntry> messages = state.locked(() -> List.copyOf(entry.messages().values()));
    for (MessageEntry message : messages) {
      if (words.in(state.locked(message::message).text())) {
        return session;
      }
    }
    return null;
  }
}
