package dev.coda.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored record of one tool call. Immutable.
 *
 * @param id its id, unique in every store
 * @param messageId the answer that it belongs to
 * @param sessionId the session that it belongs to
 * @param toolName the name of the tool
 * @param input the arguments
 * @param output the output of the tool; null unless it succeeded
 * @param status its status
 * @param errorMessage the message for the model about the failure; null if there is none
 * @param executionTimeMs milliseconds; null while it has not ended, or if it never ran
 * @param evaluation scores of the call; null if it was not scored
 * @param traceId the OpenTelemetry trace of the run; null without one
 * @param createdAt the time of its creation
 */
public record ToolCall(
    CallId id,
    MessageId messageId,
    SessionId sessionId,
    String toolName,
    JsonNode input,
    @Nullable JsonNode output,
    ToolStatus status,
    @Nullable String errorMessage,
    @Nullable Long executionTimeMs,
    @Nullable JsonNode evaluation,
    @Nullable String traceId,
    Instant createdAt) {

  /**
   * Starts a tool call that is pending.
   *
   * @param id its id, unique in every store
   * @param messageId the answer that it belongs to
   * @param sessionId the session that it belongs to
   * @param toolName the name of the tool
   * @param input the arguments
   * @param createdAt the time of its creation
   * @return a builder with the defaults
   */
  public static Builder builder(
      CallId id,
      MessageId messageId,
      SessionId sessionId,
      String toolName,
      JsonNode input,
      Instant createdAt) {
    return new Builder(id, messageId, sessionId, toolName, input, createdAt);
  }

  /** {@return a builder that starts from this call} */
  public Builder toBuilder() {
    Builder builder = new Builder(id, messageId, sessionId, toolName, input, createdAt);
    builder.output = output;
    builder.status = status;
    builder.errorMessage = errorMessage;
    builder.executionTimeMs = executionTimeMs;
    builder.evaluation = evaluation;
    builder.traceId = traceId;
    return builder;
  }

  /** Collects the components of a tool call. Confined to one thread at a time. */
  public static final class Builder {
    private CallId id;
    private MessageId messageId;
    private SessionId sessionId;
    private String toolName;
    private JsonNode input;
    private @Nullable JsonNode output;
    private ToolStatus status = ToolStatus.PENDING;
    private @Nullable String errorMessage;
    private @Nullable Long executionTimeMs;
    private @Nullable JsonNode evaluation;
    private @Nullable String traceId;
    private Instant createdAt;

    private Builder(
        CallId id,
        MessageId messageId,
        SessionId sessionId,
        String toolName,
        JsonNode input,
        Instant createdAt) {
      this.id = id;
      this.messageId = messageId;
      this.sessionId = sessionId;
      this.toolName = toolName;
      this.input = input;
      this.createdAt = createdAt;
    }

    /**
     * Sets its id.
     *
     * @param value its id
     * @return this builder
     */
    public Builder id(CallId value) {
      this.id = value;
      return this;
    }

    /**
     * Sets the message that requests it.
     *
     * @param value the message that requests it
     * @return this builder
     */
    public Builder messageId(MessageId value) {
      this.messageId = value;
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
     * Sets the name of its tool.
     *
     * @param value the name of its tool
     * @return this builder
     */
    public Builder toolName(String value) {
      this.toolName = value;
      return this;
    }

    /**
     * Sets its arguments.
     *
     * @param value its arguments
     * @return this builder
     */
    public Builder input(JsonNode value) {
      this.input = value;
      return this;
    }

    /**
     * Sets the output of the tool.
     *
     * @param value the output; null unless the call succeeded
     * @return this builder
     */
    public Builder output(@Nullable JsonNode value) {
      this.output = value;
      return this;
    }

    /**
     * Sets its status; pending by default.
     *
     * @param value its status
     * @return this builder
     */
    public Builder status(ToolStatus value) {
      this.status = value;
      return this;
    }

    /**
     * Sets the message about the failure that the model receives.
     *
     * @param value the message; null for none
     * @return this builder
     */
    public Builder errorMessage(@Nullable String value) {
      this.errorMessage = value;
      return this;
    }

    /**
     * Sets the milliseconds that it took; null while it has not ended, or if it never ran.
     *
     * @param value the milliseconds that it took; null while it has not ended, or if it never ran
     * @return this builder
     */
    public Builder executionTimeMs(@Nullable Long value) {
      this.executionTimeMs = value;
      return this;
    }

    /**
     * Sets its scores; null for none.
     *
     * @param value its scores; null for none
     * @return this builder
     */
    public Builder evaluation(@Nullable JsonNode value) {
      this.evaluation = value;
      return this;
    }

    /**
     * Sets the OpenTelemetry trace of its run; null for none.
     *
     * @param value the OpenTelemetry trace of its run; null for none
     * @return this builder
     */
    public Builder traceId(@Nullable String value) {
      this.traceId = value;
      return this;
    }

    /**
     * Sets the time of its creation.
     *
     * @param value the time
     * @return this builder
     */
    public Builder createdAt(Instant value) {
      this.createdAt = value;
      return this;
    }

    /** {@return the call} */
    public ToolCall build() {
      return new ToolCall(
          id,
          messageId,
          sessionId,
          toolName,
          input,
          output,
          status,
          errorMessage,
          executionTimeMs,
          evaluation,
          traceId,
          createdAt);
    }
  }
}
