package dev.coda.api.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run continues, after decisions or in another process. A run in which a tool asked a question
 * was not paused; the event then reports the answer. Immutable.
 *
 * @param decisions the decisions of people; null for none. If an approval has an input, this
 *     replaces the input of the call
 * @param reason {@code taken_over} or {@code expired}; null after decisions
 */
public record RunResumed(@Nullable List<ApprovalDecision> decisions, @Nullable String reason)
    implements EventPayload {

  /**
   * Another process continues the run, because the process that had it no longer holds the lease.
   */
  public static final String TAKEN_OVER = "taken_over";

  /** Nobody decided in time, so all open questions count as denied. */
  public static final String EXPIRED = "expired";

  /** Copies the list. */
  public RunResumed {
    decisions = decisions == null ? null : List.copyOf(decisions);
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_RESUMED;
  }
}
