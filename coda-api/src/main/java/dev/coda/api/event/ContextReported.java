package dev.coda.api.event;

import dev.coda.api.id.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The use of the context window. Immutable.
 *
 * @param tokens the tokens
 * @param limit the context window in tokens; null if unknown
 * @param evicted the calls whose results the model receives shortened from now on, to stay within
 *     the window; null if there are none. The stored results are not shortened
 */
public record ContextReported(long tokens, @Nullable Integer limit, @Nullable List<CallId> evicted)
    implements EventPayload {

  /** Copies the list. */
  public ContextReported {
    evicted = evicted == null ? null : List.copyOf(evicted);
  }

  /**
   * Creates a report in which no further results are shortened.
   *
   * @param tokens the number of tokens
   * @param limit the context window in tokens; null if unknown
   */
  public ContextReported(long tokens, @Nullable Integer limit) {
    this(tokens, limit, null);
  }

  @Override
  public EventKind kind() {
    return EventKind.CONTEXT;
  }
}
