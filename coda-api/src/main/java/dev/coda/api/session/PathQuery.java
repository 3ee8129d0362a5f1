package dev.coda.api.session;

import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A query for messages on one branch: the path from the root to a leaf, oldest first. Immutable.
 *
 * @param leaf the end of the path; null for the session's head
 * @param after the message of the path after which to start; null for the root
 * @param limit the maximum number, at least 1
 * @param latest true for the last messages of the path instead of the first
 * @param maxBytes the size of the JSON of all parts, approximately; the first message of the page,
 *     or the last one of the path, is returned even if it is larger
 */
public record PathQuery(
    @Nullable MessageId leaf, @Nullable MessageId after, int limit, boolean latest, long maxBytes) {

  /** Validates the components. */
  public PathQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1");
    }
    if (latest && after != null) {
      throw new IllegalArgumentException("'after' pages from the root, 'latest' from the leaf");
    }
  }

  /**
   * {@return a page counted from the root}
   *
   * @param leaf the last message of the branch; null for the head
   * @param after the message after which to start; null for the beginning
   * @param limit the maximum number, at least 1
   */
  public static PathQuery page(@Nullable MessageId leaf, @Nullable MessageId after, int limit) {
    return new PathQuery(leaf, after, limit, false, Long.MAX_VALUE);
  }

  /**
   * {@return the last messages before and including the leaf}
   *
   * @param leaf the last message of the branch; null for the head
   * @param limit the maximum number, at least 1
   */
  public static PathQuery latest(@Nullable MessageId leaf, int limit) {
    return new PathQuery(leaf, null, limit, true, Long.MAX_VALUE);
  }

  /**
   * {@return the same query for at most this size}
   *
   * @param value the most bytes of JSON
   */
  public PathQuery withMaxBytes(long value) {
    return new PathQuery(leaf, after, limit, latest, value);
  }
}
