package dev.coda.api.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. Immutable.
 *
 * @param <T> the type of the value
 * @param items what the page holds, in order
 * @param nextCursor what to pass for the page after this; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** Checks what it is given, and copies what can change. */
  public Page {
    items = List.copyOf(items);
  }
}
