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
  /** Adds or replaces the embeddings of messages; those of messages that are gone are dropped. */
  void put(List<Entry> entries);

  /** Returns the messages of this owner nearest to a vector, best first. */
  List<Hit> search(Query query);

  /**
   * Returns the messages of this owner that hold all of these words, or words that begin with them;
   * the latest first.
   *
   * @param limit how many at most, from 1
   */
  List<Place> find(UserId owner, String words, int limit);

  /**
   * Returns the beginnings of messages of this owner, in no order; those that are gone, or of
   * another owner, are left out.
   *
   * @param length how many characters at most of each text, from 1
   */
  List<Excerpt> excerpts(UserId owner, Collection<MessageId> ids, int length);

  /**
   * Returns messages of all owners that this model has not embedded: those of people and models
   * that are no longer being written and hold text. The latest come first, so that what is new is
   * found soon.
   *
   * @param after start behind this message; null for the first page
   * @param limit how many at most, from 1
   */
  List<Unembedded> missing(String model, @Nullable MessageId after, int limit);

  /** Says where a message is. Immutable. */
  record Place(MessageId messageId, SessionId sessionId) {}

  /**
   * The beginning of a message. Immutable.
   *
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
   * @param text what it says, or the beginning: its first 8,000 characters at least
   */
  record Unembedded(MessageId messageId, SessionId sessionId, UserId userId, String text) {}

  /**
   * Is one embedded message. Immutable.
   *
   * @param model names the embedding model; its vectors all have one length
   */
  record Entry(
      MessageId messageId, SessionId sessionId, UserId userId, String model, Embedding embedding) {}

  /**
   * Asks for neighbours. Immutable.
   *
   * @param limit how many at most, from 1
   */
  record Query(UserId userId, String model, Embedding embedding, int limit) {}

  /**
   * Is one neighbour. Immutable.
   *
   * @param score cosine similarity, from -1 to 1
   */
  record Hit(MessageId messageId, SessionId sessionId, double score) {}
}
