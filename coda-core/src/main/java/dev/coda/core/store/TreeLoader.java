package dev.coda.core.store;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a session in place with its whole tree: checks first, so that it is all or nothing. */
final class TreeLoader {
  private final MemoryState state;

  TreeLoader(MemoryState state) {
    this.state = state;
  }

  void load(Session session, List<MessageRecord> records) {
    check(session, records);
    state.add(session.toBuilder().headMessageId(null).messageCount(0).build());
    SessionEntry entry = Objects.requireNonNull(state.session(session.userId(), session.id()));
    for (MessageRecord record : records) {
      MessageEntry added = entry.add(record.message());
      record.toolCalls().forEach(added::put);
      record.thoughts().forEach(added::put);
      state.messages.put(record.message().id(), added);
    }
    MessageId head = session.headMessageId();
    if (head != null) {
      int depth = Objects.requireNonNull(state.messages.get(head)).depth;
      state.replace(entry, session.toBuilder().headMessageId(head).messageCount(depth).build());
    }
  }

  private void check(Session session, List<MessageRecord> records) {
    if (state.hasSession(session.id())) {
      throw new StoreException(
          FailureKind.CONFLICT, "There is a session " + session.id() + " already.");
    }
    Set<MessageId> known = new HashSet<>();
    for (MessageRecord record : records) {
      Message message = record.message();
      requireKnown(known, message.parentId());
      if (state.messages.containsKey(message.id()) || !known.add(message.id())) {
        throw new StoreException(
            FailureKind.CONFLICT, "There is a message " + message.id() + " already.");
      }
    }
    requireKnown(known, session.headMessageId());
  }

  private static void requireKnown(Set<MessageId> known, @Nullable MessageId id) {
    if (id != null && !known.contains(id)) {
      throw new StoreException(
          FailureKind.NOT_FOUND, "Message " + id + " is not among those before.");
    }
  }
}
