package dev.coda.api.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. Immutable.
 *
 * @param <T> the type of the value
 * @param items the items of the page, in order
 * @param nextCursor the cursor of the next page; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
