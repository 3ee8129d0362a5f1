package dev.coda.api.event;

import dev.coda.api.id.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How full the context window is. Immutable.
 *
 * @param tokens the tokens
 * @param limit the context window in tokens; null if unknown
 * @param evicted the calls of whose results the model is shown only the beginning from now on, to
 *     stay within the window; null if there are none. What is stored of them stays whole
 */
public record ContextReported(long tokens, @Nullable Integer limit, @Nullable List<CallId> evicted)
    implements EventPayload {

  /** Checks what it is given, and copies what can change. */
  public ContextReported {
    evicted = evicted == null ? null : List.copyOf(evicted);
  }

  /**
   * Reports that all is shown as before.
   *
   * @param tokens how many tokens
   * @param limit how many at most, from 1
   */
  public ContextReported(long tokens, @Nullable Integer limit) {
    this(tokens, limit, null);
  }

  @Override
  public EventKind kind() {
    return EventKind.CONTEXT;
  }
}
