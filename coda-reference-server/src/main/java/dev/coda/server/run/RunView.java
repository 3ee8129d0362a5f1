package dev.coda.server.run;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.Usage;
import dev.coda.api.session.RunRecord;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in the API. Immutable.
 *
 * @param startedAt null while it waits for its turn
 */
public record RunView(
    RunId id,
    SessionId sessionId,
    RunStatus status,
    Usage usage,
    @Nullable String costUsd,
    @Nullable ErrorInfo error,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  static RunView of(RunRecord run) {
    BigDecimal cost = run.costUsd();
    return new RunView(
        run.id(),
        run.sessionId(),
        run.status(),
        run.usage(),
        cost == null ? null : cost.toPlainString(),
        run.error(),
        run.status() == RunStatus.QUEUED ? null : run.startedAt(),
        run.finishedAt());
  }
}
