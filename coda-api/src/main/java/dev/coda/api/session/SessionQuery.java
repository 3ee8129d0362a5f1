package dev.coda.api.session;

import org.jspecify.annotations.Nullable;

/**
 * A query for sessions, those with the latest update first. Immutable.
 *
 * @param text words, or beginnings of words, that the title or one message must hold, all of them;
 *     null for all sessions
 * @param limit the maximum number, at least 1
 * @param cursor the cursor of the previous page; null for the first page
 */
public record SessionQuery(@Nullable String text, int limit, @Nullable String cursor) {

  /** Validates the components. */
  public SessionQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1");
    }
  }

  /**
   * {@return the first page of all sessions}
   *
   * @param limit the maximum number, at least 1
   */
  public static SessionQuery first(int limit) {
    return new SessionQuery(null, limit, null);
  }
}
