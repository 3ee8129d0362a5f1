package dev.coda.core.history;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.SessionStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a branch, copied for another session while they are read: memory holds one page
 * of them. The first page is read at once, so that most branches are whole before they are written.
 * Confined to one thread at a time.
 */
final class BranchCopy implements Iterable<MessageRecord> {
  private static final int PAGE = 200;
  private static final long PAGE_BYTES = 1 << 20;

  private final SessionStore sessions;
  private final UserId owner;
  private final SessionId session;
  private final MessageId leaf;
  private final MessageCopier copier;
  private final Deque<MessageRecord> first;

  private BranchCopy(
      SessionStore sessions,
      UserId owner,
      SessionId session,
      MessageId leaf,
      MessageCopier copier) {
    this.sessions = sessions;
    this.owner = owner;
    this.session = session;
    this.leaf = leaf;
    this.copier = copier;
    this.first = page(null);
  }

  static BranchCopy of(
      SessionStore sessions,
      UserId owner,
      SessionId session,
      MessageId leaf,
      MessageCopier copier) {
    return new BranchCopy(sessions, owner, session, leaf, copier);
  }

  @Override
  public Iterator<MessageRecord> iterator() {
    Deque<MessageRecord> page = new ArrayDeque<>(first);
    return new Iterator<>() {
      private @Nullable MessageId last;

      @Override
      public boolean hasNext() {
        if (page.isEmpty() && last != null && !last.equals(leaf)) {
          page.addAll(page(last));
        }
        return !page.isEmpty();
      }

      @Override
      public MessageRecord next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        MessageRecord record = page.remove();
        last = record.message().id();
        copier.register(last);
        return copier.of(record);
      }
    };
  }

  private Deque<MessageRecord> page(@Nullable MessageId after) {
    Deque<MessageRecord> page = new ArrayDeque<>();
    PathQuery query = PathQuery.page(leaf, after, PAGE).withMaxBytes(PAGE_BYTES);
    for (MessageNode node : sessions.path(owner, session, query)) {
      sessions
          .message(owner, node.message().id())
          .ifPresent(found ->
              page.add(new MessageRecord(node.message(), found.toolCalls(), found.thoughts())));
    }
    return page;
  }
}
