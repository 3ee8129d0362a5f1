package dev.coda.api.session;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Is the stored state of a run. Immutable.
 *
 * @param branch the message that the run continues from, or the session's id where it starts the
 *     session; one run can be active for each
 * @param lease who may write; null once the run has ended
 * @param lastSeq the sequence number of the last stored event
 * @param costUsd US dollars; null where a price is unknown
 * @param error why it failed; null unless it did
 * @param idempotencyKey the caller's key for this run; null if it gave none
 * @param tries processes that took the run over or started it, and did not release it: the owner,
 *     and those that were lost. A store counts one before it hands the run out, so that an attempt
 *     that brings its process down counts too
 * @param finishedAt null until it ended
 */
public record RunRecord(
    RunId id,
    SessionId sessionId,
    UserId userId,
    UUID branch,
    RunStatus status,
    ModelRef model,
    @Nullable Lease lease,
    long lastSeq,
    Usage usage,
    @Nullable BigDecimal costUsd,
    @Nullable ErrorInfo error,
    @Nullable String idempotencyKey,
    boolean cancelRequested,
    int tries,
    Instant startedAt,
    @Nullable Instant finishedAt) {
  /**
   * Returns the record as a commit leaves it. A terminal status ends the lease.
   *
   * @param at when the commit is made, for a run that ends with it
   */
  public RunRecord after(RunCommit commit, Instant at) {
    boolean over = commit.status().isTerminal();
    int count = commit.events().size();
    return new RunRecord(
        id,
        sessionId,
        userId,
        branch,
        commit.status(),
        model,
        over ? null : lease,
        count == 0 ? lastSeq : commit.events().get(count - 1).seq(),
        commit.usage(),
        commit.costUsd(),
        commit.error(),
        idempotencyKey,
        cancelRequested,
        tries,
        startedAt,
        over ? at : null);
  }
}
