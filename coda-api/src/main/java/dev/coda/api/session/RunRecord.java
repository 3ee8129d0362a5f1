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
 * The stored state of a run. Immutable.
 *
 * @param id its id
 * @param sessionId the session
 * @param userId the user who owns it
 * @param branch the message that the run continues from, or the session's id if it starts the
 *     session; one run can be active for each
 * @param status the status
 * @param model the model
 * @param lease the lease of the process that may write; null once the run has ended
 * @param lastSeq the sequence number of the last stored event
 * @param usage the tokens that it took
 * @param costUsd US dollars; null if a price is unknown
 * @param error the reason for its failure; null unless it failed
 * @param idempotencyKey the caller's key for this run; null if it gave none
 * @param cancelRequested whether someone asked for it to stop
 * @param tries processes that took the run over or started it, and did not release it: the owner,
 *     and those that were lost. A store counts a try before it returns the run, so that an attempt
 *     that crashes its process counts too
 * @param startedAt the time of its start
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
   * {@return the record as a commit leaves it} A terminal status ends the lease.
   *
   * @param commit the commit
   * @param at the time of the commit, for a run that ends with it
   */
  public RunRecord after(RunCommit commit, Instant at) {
    boolean over = commit.status().isTerminal();
    int count = commit.events().size();
    return toBuilder()
        .status(commit.status())
        .lease(over ? null : lease)
        .lastSeq(count == 0 ? lastSeq : commit.events().get(count - 1).seq())
        .usage(commit.usage())
        .costUsd(commit.costUsd())
        .error(commit.error())
        .finishedAt(over ? at : null)
        .build();
  }

  /**
   * Starts the state of a run that is running for the first time, without a lease or events.
   *
   * @param id its id
   * @param sessionId the session
   * @param userId the user who owns it
   * @param branch the message that the run continues from, or the session's id if it starts the
   *     session
   * @param model the model
   * @param startedAt the time of its start
   * @return a builder with the defaults
   */
  public static Builder builder(
      RunId id,
      SessionId sessionId,
      UserId userId,
      UUID branch,
      ModelRef model,
      Instant startedAt) {
    return new Builder(id, sessionId, userId, branch, model, startedAt);
  }

  /** {@return a builder that starts from this state} */
  public Builder toBuilder() {
    Builder builder = new Builder(id, sessionId, userId, branch, model, startedAt);
    builder.status = status;
    builder.lease = lease;
    builder.lastSeq = lastSeq;
    builder.usage = usage;
    builder.costUsd = costUsd;
    builder.error = error;
    builder.idempotencyKey = idempotencyKey;
    builder.cancelRequested = cancelRequested;
    builder.tries = tries;
    builder.finishedAt = finishedAt;
    return builder;
  }

  /** Collects the components of the state of a run. Confined to one thread at a time. */
  public static final class Builder {
    private RunId id;
    private SessionId sessionId;
    private UserId userId;
    private UUID branch;
    private RunStatus status = RunStatus.RUNNING;
    private ModelRef model;
    private @Nullable Lease lease;
    private long lastSeq;
    private Usage usage = Usage.NONE;
    private @Nullable BigDecimal costUsd;
    private @Nullable ErrorInfo error;
    private @Nullable String idempotencyKey;
    private boolean cancelRequested;
    private int tries = 1;
    private Instant startedAt;
    private @Nullable Instant finishedAt;

    private Builder(
        RunId id,
        SessionId sessionId,
        UserId userId,
        UUID branch,
        ModelRef model,
        Instant startedAt) {
      this.id = id;
      this.sessionId = sessionId;
      this.userId = userId;
      this.branch = branch;
      this.model = model;
      this.startedAt = startedAt;
    }

    /**
     * Sets its id.
     *
     * @param value its id
     * @return this builder
     */
    public Builder id(RunId value) {
      this.id = value;
      return this;
    }

    /**
     * Sets its session.
     *
     * @param value its session
     * @return this builder
     */
    public Builder sessionId(SessionId value) {
      this.sessionId = value;
      return this;
    }

    /**
     * Sets its owner.
     *
     * @param value its owner
     * @return this builder
     */
    public Builder userId(UserId value) {
      this.userId = value;
      return this;
    }

    /**
     * Sets the key under which one run can be active.
     *
     * @param value the key under which one run can be active
     * @return this builder
     */
    public Builder branch(UUID value) {
      this.branch = value;
      return this;
    }

    /**
     * Sets its status; running by default.
     *
     * @param value its status
     * @return this builder
     */
    public Builder status(RunStatus value) {
      this.status = value;
      return this;
    }

    /**
     * Sets the requested model.
     *
     * @param value the requested model
     * @return this builder
     */
    public Builder model(ModelRef value) {
      this.model = value;
      return this;
    }

    /**
     * Sets the lease of the process that may write.
     *
     * @param value the lease; null once the run has ended
     * @return this builder
     */
    public Builder lease(@Nullable Lease value) {
      this.lease = value;
      return this;
    }

    /**
     * Sets the sequence number of the last stored event; 0 by default.
     *
     * @param value the sequence number of the last stored event
     * @return this builder
     */
    public Builder lastSeq(long value) {
      this.lastSeq = value;
      return this;
    }

    /**
     * Sets the tokens that it took; none by default.
     *
     * @param value the tokens that it took
     * @return this builder
     */
    public Builder usage(Usage value) {
      this.usage = value;
      return this;
    }

    /**
     * Sets its cost in US dollars; null if a price is unknown.
     *
     * @param value its cost in US dollars; null if a price is unknown
     * @return this builder
     */
    public Builder costUsd(@Nullable BigDecimal value) {
      this.costUsd = value;
      return this;
    }

    /**
     * Sets the reason for its failure.
     *
     * @param value the reason; null unless it failed
     * @return this builder
     */
    public Builder error(@Nullable ErrorInfo value) {
      this.error = value;
      return this;
    }

    /**
     * Sets the caller's key for it; null for none.
     *
     * @param value the caller's key for it; null for none
     * @return this builder
     */
    public Builder idempotencyKey(@Nullable String value) {
      this.idempotencyKey = value;
      return this;
    }

    /**
     * Sets whether its cancellation was requested.
     *
     * @param value true if it was requested
     * @return this builder
     */
    public Builder cancelRequested(boolean value) {
      this.cancelRequested = value;
      return this;
    }

    /**
     * Sets the number of processes that took the run and did not release it; 1 by default.
     *
     * @param value the number of processes
     * @return this builder
     */
    public Builder tries(int value) {
      this.tries = value;
      return this;
    }

    /**
     * Sets the time of its start.
     *
     * @param value the time
     * @return this builder
     */
    public Builder startedAt(Instant value) {
      this.startedAt = value;
      return this;
    }

    /**
     * Sets the time of its end.
     *
     * @param value the time; null until then
     * @return this builder
     */
    public Builder finishedAt(@Nullable Instant value) {
      this.finishedAt = value;
      return this;
    }

    /** {@return the record} */
    public RunRecord build() {
      return new RunRecord(
          id,
          sessionId,
          userId,
          branch,
          status,
          model,
          lease,
          lastSeq,
          usage,
          costUsd,
          error,
          idempotencyKey,
          cancelRequested,
          tries,
          startedAt,
          finishedAt);
    }
  }
}
