package dev.coda.api.session;

import org.jspecify.annotations.Nullable;

/**
 * Asks for sessions, the latest updated first. Immutable.
 *
 * @param text words, or beginnings of words, that the title or one message must hold, all of them;
 *     null for all sessions
 * @param limit how many at most, from 1
 * @param cursor where the previous page ended; null for the first
 */
public record SessionQuery(@Nullable String text, int limit, @Nullable String cursor) {

  /** Checks what it is given, and copies what can change. */
  public SessionQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1");
    }
  }

  /**
   * {@return the first page of all sessions}
   *
   * @param limit how many at most, from 1
   */
  public static SessionQuery first(int limit) {
    return new SessionQuery(null, limit, null);
  }
}
