package dev.coda.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list in the API. Immutable.
 *
 * @param nextCursor the value of {@code cursor} for the next page; null if this is the last page
 */
public record ListView<T>(List<T> items, @Nullable String nextCursor) {

  public ListView {
    items = List.copyOf(items);
  }

  /** Returns a list that always fits on one page. */
  public static <T> ListView<T> whole(List<T> items) {
    return new ListView<>(items, null);
  }
}
