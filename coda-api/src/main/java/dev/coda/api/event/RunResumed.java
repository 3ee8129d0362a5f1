package dev.coda.api.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run continues, after decisions or in another process. A run in which a tool asked something
 * was not paused; this then says that the question is answered. Immutable.
 *
 * @param decisions what people decided; null if nobody did. The input of an approval is what its
 *     call is made with from now on
 * @param reason {@code taken_over} or {@code expired}; null after decisions
 */
public record RunResumed(@Nullable List<ApprovalDecision> decisions, @Nullable String reason)
    implements EventPayload {

  /** Another process continues with a run whose own is gone. */
  public static final String TAKEN_OVER = "taken_over";

  /** Nobody decided in time, which counts as a no to all that is undecided. */
  public static final String EXPIRED = "expired";

  /** Checks what it is given, and copies what can change. */
  public RunResumed {
    decisions = decisions == null ? null : List.copyOf(decisions);
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_RESUMED;
  }
}
