package dev.coda.api.event;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A run has ended. It is always the last event, and there is exactly one. Immutable.
 *
 * @param status completed, failed or cancelled
 * @param reason such as {@code stop}, {@code budget_exhausted}, {@code requested}
 * @param usage of all model calls of the run
 * @param costUsd US dollars; null if a price is unknown
 * @param error the reason for its failure; null unless it failed
 */
public record RunFinished(
    RunStatus status,
    String reason,
    Usage usage,
    @Nullable BigDecimal costUsd,
    @Nullable ErrorInfo error)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.RUN_FINISHED;
  }
}
