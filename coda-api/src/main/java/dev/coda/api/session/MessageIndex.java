package dev.coda.api.session;

import dev.coda.api.content.Role;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages by meaning and by words. Embeddings of different models live side by side and
 * never mix. Thread-safe.
 */
public interface MessageIndex {
  /**
   * Adds or replaces the embeddings of messages; those of messages that are gone are dropped.
   *
   * @param entries the embeddings
   */
  void put(List<Entry> entries);

  /**
   * {@return the messages of this owner nearest to a vector, best first}
   *
   * @param query what is looked for
   */
  List<Hit> search(Query query);

  /**
   * {@return the messages of this owner that hold all of these words, or words that begin with
   * them; the latest first}
   *
   * @param owner the user whose it is
   * @param words the words that are looked for
   * @param limit how many at most, from 1
   */
  List<Place> find(UserId owner, String words, int limit);

  /**
   * {@return the beginnings of messages of this owner, in no order; those that are gone, or of
   * another owner, are left out}
   *
   * @param owner the user whose it is
   * @param ids the messages
   * @param length how many characters at most of each text, from 1
   */
  List<Excerpt> excerpts(UserId owner, Collection<MessageId> ids, int length);

  /**
   * {@return messages of all owners that this model has not embedded: those of people and models
   * that are no longer being written and hold text} The latest come first, so that what is new is
   * found soon.
   *
   * @param model the name of the embedding model
   * @param after start behind this message; null for the first page
   * @param limit how many at most, from 1
   */
  List<Unembedded> missing(String model, @Nullable MessageId after, int limit);

  /**
   * Where a message is. Immutable.
   *
   * @param messageId the message
   * @param sessionId the session
   */
  record Place(MessageId messageId, SessionId sessionId) {}

  /**
   * The beginning of a message. Immutable.
   *
   * @param messageId the message
   * @param sessionId the session
   * @param role who speaks
   * @param status the status
   * @param createdAt when it was created
   * @param text the beginning of the text among its parts; empty if there is none
   */
  record Excerpt(
      MessageId messageId,
      SessionId sessionId,
      Role role,
      MessageStatus status,
      Instant createdAt,
      String text) {}

  /**
   * A message that waits to be embedded. Immutable.
   *
   * @param messageId the message
   * @param sessionId the session
   * @param userId the user whose it is
   * @param text what it says, or the beginning: its first 8,000 characters at least
   */
  record Unembedded(MessageId messageId, SessionId sessionId, UserId userId, String text) {}

  /**
   * One embedded message. Immutable.
   *
   * @param messageId the message
   * @param sessionId the session
   * @param userId the user whose it is
   * @param model names the embedding model; its vectors all have one length
   * @param embedding the vector
   */
  record Entry(
      MessageId messageId, SessionId sessionId, UserId userId, String model, Embedding embedding) {}

  /**
   * Asks for neighbours. Immutable.
   *
   * @param userId the user whose it is
   * @param model the model
   * @param embedding the vector
   * @param limit how many at most, from 1
   */
  record Query(UserId userId, String model, Embedding embedding, int limit) {}

  /**
   * One neighbour. Immutable.
   *
   * @param messageId the message
   * @param sessionId the session
   * @param score cosine similarity, from -1 to 1
   */
  record Hit(MessageId messageId, SessionId sessionId, double score) {}
}
