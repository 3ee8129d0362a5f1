package dev.coda.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as clients see it. Immutable.
 *
 * @param nextCursor what to pass as {@code cursor} for the next page; null after the last
 */
public record ListView<T>(List<T> items, @Nullable String nextCursor) {

  public ListView {
    items = List.copyOf(items);
  }

  /** A list that always fits on one page. */
  public static <T> ListView<T> whole(List<T> items) {
    return new ListView<>(items, null);
  }
}
