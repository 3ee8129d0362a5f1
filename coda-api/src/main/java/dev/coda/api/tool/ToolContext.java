package dev.coda.api.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.budget.RunBudget;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context of a tool call: its user, when it has to stop, and what it may use. It is passed
 * explicitly, so that nothing depends on the thread. Thread-safe.
 */
public final class ToolContext {
  private final UserId userId;
  private final SessionId sessionId;
  private final RunId runId;
  private final CallId callId;
  private final Instant deadline;
  private final CancelSignal cancelSignal;
  private final ToolProgress progress;
  private final Map<String, String> headers;
  private final RunBudget budget;
  private final ToolQuestions questions;

  private ToolContext(Builder builder) {
    this.userId = builder.userId;
    this.sessionId = Objects.requireNonNull(builder.sessionId, "sessionId");
    this.runId = Objects.requireNonNull(builder.runId, "runId");
    this.callId = Objects.requireNonNull(builder.callId, "callId");
    this.deadline = builder.deadline;
    this.cancelSignal = builder.cancelSignal == null ? CancelSignal.create() : builder.cancelSignal;
    this.progress = builder.progress;
    this.headers = Map.copyOf(builder.headers);
    this.budget = builder.budget;
    this.questions = builder.questions;
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the user of the run} */
  public UserId userId() {
    return userId;
  }

  /** {@return the conversation} */
  public SessionId sessionId() {
    return sessionId;
  }

  /** {@return the run} */
  public RunId runId() {
    return runId;
  }

  /** {@return the call} It stays the same when the call is repeated after a crash. */
  public CallId callId() {
    return callId;
  }

  /** {@return a key under which a service should do its work at most once: the call's id} */
  public String idempotencyKey() {
    return callId.toString();
  }

  /** {@return the time at which the call is abandoned} */
  public Instant deadline() {
    return deadline;
  }

  /**
   * {@return the same context with another deadline}
   *
   * @param value the deadline
   */
  public ToolContext withDeadline(Instant value) {
    return new ToolContext(
        builder()
            .userId(userId)
            .sessionId(sessionId)
            .runId(runId)
            .callId(callId)
            .deadline(value)
            .cancelSignal(cancelSignal)
            .progress(progress)
            .headers(headers)
            .budget(budget)
            .questions(questions));
  }

  /** {@return the signal that the call is no longer wanted} */
  public CancelSignal cancelSignal() {
    return cancelSignal;
  }

  /** {@return the receiver of progress reports} */
  public ToolProgress progress() {
    return progress;
  }

  /** {@return trace headers, such as {@code traceparent}, to send along to other services} */
  public Map<String, String> headers() {
    return headers;
  }

  /** {@return the rest of the run's limits, for a tool that calls models itself} */
  public RunBudget budget() {
    return budget;
  }

  /**
   * Asks the user a question and blocks until there is an answer, the deadline or the cancel
   * signal.
   *
   * @param question the question
   * @return an answer that matches the question's schema; empty if the user declines, or no user
   *     can be asked
   */
  public Optional<JsonNode> ask(ToolQuestion question) {
    return questions.ask(question);
  }

  /** Collects a context. Confined to one thread at a time. */
  public static final class Builder {
    private UserId userId = UserId.LOCAL;
    private @Nullable SessionId sessionId;
    private @Nullable RunId runId;
    private @Nullable CallId callId;
    private Instant deadline = Instant.MAX;
    private @Nullable CancelSignal cancelSignal;
    private ToolProgress progress = (message, percent) -> {};
    private Map<String, String> headers = Map.of();
    private RunBudget budget = RunBudget.unlimited();
    private ToolQuestions questions = question -> Optional.empty();

    private Builder() {}

    /**
     * Sets the user; {@link UserId#LOCAL} by default.
     *
     * @param value the user
     * @return this builder
     */
    public Builder userId(UserId value) {
      this.userId = value;
      return this;
    }

    /**
     * Sets the conversation.
     *
     * @param value the conversation
     * @return this builder
     */
    public Builder sessionId(SessionId value) {
      this.sessionId = value;
      return this;
    }

    /**
     * Sets the run.
     *
     * @param value the run
     * @return this builder
     */
    public Builder runId(RunId value) {
      this.runId = value;
      return this;
    }

    /**
     * Sets the call.
     *
     * @param value the call
     * @return this builder
     */
    public Builder callId(CallId value) {
      this.callId = value;
      return this;
    }

    /**
     * Sets the deadline; never by default.
     *
     * @param value the deadline
     * @return this builder
     */
    public Builder deadline(Instant value) {
      this.deadline = value;
      return this;
    }

    /**
     * Sets the cancel signal; one that is never given by default.
     *
     * @param value the cancel signal
     * @return this builder
     */
    public Builder cancelSignal(CancelSignal value) {
      this.cancelSignal = value;
      return this;
    }

    /**
     * Sets the progress listener; none by default.
     *
     * @param value the progress listener
     * @return this builder
     */
    public Builder progress(ToolProgress value) {
      this.progress = value;
      return this;
    }

    /**
     * Sets the trace headers; none by default.
     *
     * @param value the trace headers
     * @return this builder
     */
    public Builder headers(Map<String, String> value) {
      this.headers = value;
      return this;
    }

    /**
     * Sets the run's budget; unlimited by default.
     *
     * @param value the run's budget
     * @return this builder
     */
    public Builder budget(RunBudget value) {
      this.budget = value;
      return this;
    }

    /**
     * Sets the handler of questions to the user; by default every question is declined.
     *
     * @param value the handler of questions
     * @return this builder
     */
    public Builder questions(ToolQuestions value) {
      this.questions = value;
      return this;
    }

    /** {@return the context} */
    public ToolContext build() {
      return new ToolContext(this);
    }
  }
}
