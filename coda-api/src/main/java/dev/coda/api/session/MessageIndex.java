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
   * Adds or replaces the embeddings of messages. Embeddings of messages that no longer exist are
   * ignored.
   *
   * @param entries the embeddings
   */
  void put(List<Entry> entries);

  /**
   * {@return the messages of this owner nearest to a vector, best first}
   *
   * @param query the searched text
   */
  List<Hit> search(Query query);

  /**
   * {@return the messages of this owner that contain all of these words, or words that begin with
   * them; the latest first}
   *
   * @param owner the user who owns it
   * @param words the words of the search
   * @param limit the maximum number, at least 1
   */
  List<Place> find(UserId owner, String words, int limit);

  /**
   * {@return the beginnings of messages of this owner, in no particular order; messages that no
   * longer exist or belong to another owner are left out}
   *
   * @param owner the user who owns it
   * @param ids the messages
   * @param length the maximum number of characters of each text, at least 1
   */
  List<Excerpt> excerpts(UserId owner, Collection<MessageId> ids, int length);

  /**
   * {@return messages of users and models, of all owners, that this model has not embedded yet;
   * messages without text and messages that are still being written are left out} The latest come
   * first, so that new messages are found soon.
   *
   * @param model the name of the embedding model
   * @param after the message after which to start; null for the first page
   * @param limit the maximum number, at least 1
   */
  List<Unembedded> missing(String model, @Nullable MessageId after, int limit);

  /**
   * The place of a message. Immutable.
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
   * @param role the author
   * @param status the status
   * @param createdAt the time of its creation
   * @param text the beginning of its text; empty if it has no text
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
   * @param userId the user who owns it
   * @param text its text, or at least the first 8,000 characters
   */
  record Unembedded(MessageId messageId, SessionId sessionId, UserId userId, String text) {}

  /**
   * One embedded message. Immutable.
   *
   * @param messageId the message
   * @param sessionId the session
   * @param userId the user who owns it
   * @param model names the embedding model; its vectors all have one length
   * @param embedding the vector
   */
  record Entry(
      MessageId messageId, SessionId sessionId, UserId userId, String model, Embedding embedding) {}

  /**
   * A query for the nearest messages. Immutable.
   *
   * @param userId the user who owns it
   * @param model the model
   * @param embedding the vector
   * @param limit the maximum number, at least 1
   */
  record Query(UserId userId, String model, Embedding embedding, int limit) {}

  /**
   * A message that was found, with its similarity. Immutable.
   *
   * @param messageId the message
   * @param sessionId the session
   * @param score cosine similarity, from -1 to 1
   */
  record Hit(MessageId messageId, SessionId sessionId, double score) {}
}
