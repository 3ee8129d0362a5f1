package dev.coda.api.session;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores sessions and their messages. Every call names the owner, and sessions of another user are
 * not found. The answer of a run that has not ended always has the parts, calls and thoughts of the
 * run's log so far; see {@link AnswerInProgress}.
 *
 * <p>Every method throws {@link dev.coda.api.error.StoreException} if the store cannot answer. The
 * requirements on a store are the tests of {@code SessionStoreContract} in the test kit.
 * Thread-safe.
 */
public interface SessionStore {
  /**
   * Stores a new session, which has no messages and so no head.
   *
   * @param session the session
   * @throws dev.coda.api.error.StoreException {@code CONFLICT} if the id is taken
   */
  void create(Session session);

  /**
   * Finds a session of this owner.
   *
   * @param owner the user who owns it
   * @param id its id
   * @return it; empty if there is none
   */
  Optional<Session> find(UserId owner, SessionId id);

  /**
   * Lists sessions of this owner, the latest updated first. Updates are changes of the session, and
   * runs that begin, answer or end. Fields that a summary does not have are not read.
   *
   * @param owner the user who owns it
   * @param query which page of which sessions
   * @return one page of them
   * @throws IllegalArgumentException if the store did not issue the cursor
   */
  Page<SessionSummary> list(UserId owner, SessionQuery query);

  /**
   * {@return the summaries of those of these sessions that the owner has, in no order}
   *
   * @param owner the user who owns it
   * @param ids the sessions
   */
  List<SessionSummary> summaries(UserId owner, Collection<SessionId> ids);

  /**
   * Changes a session and returns the changed one; empty if the owner has no such session.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param change the change
   * @return the session as it is then
   * @throws dev.coda.api.error.StoreException {@code NOT_FOUND} if the new head is not a message of
   *     it
   * @throws IllegalArgumentException if {@link SessionChange#applyTo} refuses the change
   */
  Optional<Session> update(UserId owner, SessionId id, SessionChange change);

  /**
   * Deletes a session with everything that belongs to it.
   *
   * @param owner the user who owns it
   * @param id its id
   * @return false if there was none
   */
  boolean delete(UserId owner, SessionId id);

  /**
   * Adds a message that no run writes, such as an edited sibling. The head stays where it is.
   *
   * @param owner the user who owns it
   * @param message the message
   * @throws dev.coda.api.error.StoreException {@code NOT_FOUND} if the owner has no such session or
   *     the session no such parent, {@code CONFLICT} if the id is taken
   */
  void addMessage(UserId owner, Message message);

  /**
   * {@return messages of one branch, oldest first; empty if there is no such session or leaf, or
   * the message after which to start is not on the branch} There are fewer than the query's limit
   * if more would exceed its size, but at least one.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param query which part of which branch
   */
  List<MessageNode> path(UserId owner, SessionId id, PathQuery query);

  /**
   * Finds a message with its tool calls and thoughts, each in their order.
   *
   * @param owner the user who owns it
   * @param id its id
   * @return the message; empty if the owner has none of this id
   */
  Optional<MessageDetails> message(UserId owner, MessageId id);

  /**
   * Walks from a message down to a leaf, at each fork to the child that was made last.
   *
   * @param owner the user who owns it
   * @param from the message to begin at
   * @return the message itself if nothing follows it; empty if the owner has no such message
   */
  Optional<MessageId> latestLeaf(UserId owner, MessageId from);

  /**
   * {@return the messages of a session with their calls and thoughts, on all branches: by depth, so
   * that parents come before their children, and at the same depth the oldest first} A page ends
   * early with the last message that fits in its bytes, and has at least one message.
   *
   * @param owner the user who owns it
   * @param id its id
   * @param after the message after which to start; null for the first page
   * @param limit the maximum number, at least 1
   * @param maxBytes the size of a page, as {@link PathQuery#maxBytes()} with the tool calls
   */
  List<MessageRecord> records(
      UserId owner, SessionId id, @Nullable MessageId after, int limit, long maxBytes);

  /**
   * {@return messages as {@link #records(UserId, SessionId, MessageId, int, long)}, of any size}
   *
   * @param owner the user who owns it
   * @param id its id
   * @param after the message after which to start; null for the beginning
   * @param limit the maximum number, at least 1
   */
  default List<MessageRecord> records(
      UserId owner, SessionId id, @Nullable MessageId after, int limit) {
    return records(owner, id, after, limit, Long.MAX_VALUE);
  }

  /**
   * Stores a new session with a whole tree of messages, such as an imported one: all of it or
   * nothing. An exception that the iterator of the messages throws ends the call and is thrown to
   * the caller. The store may iterate over the messages more than once.
   *
   * @param session has the head to begin with, which must be among the messages
   * @param messages parents before their children; all ids are new
   * @throws dev.coda.api.error.StoreException {@code CONFLICT} if an id is taken, {@code NOT_FOUND}
   *     if a parent or the head is not there
   */
  void load(Session session, Iterable<MessageRecord> messages);
}
