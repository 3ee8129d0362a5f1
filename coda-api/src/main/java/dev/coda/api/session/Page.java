package dev.coda.api.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one page of a list. Immutable.
 *
 * @param nextCursor what to pass for the page after this; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }
}
