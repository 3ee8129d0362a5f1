package dev.coda.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One node in a session's tree of messages. An assistant's message holds the whole turn: text
 * before and after tools, the calls and their results. Immutable.
 *
 * @param id its id, unique in every store
 * @param sessionId the session that it belongs to
 * @param parentId null for the first message of a branch that starts the session
 * @param runId the run that wrote it; null if none did
 * @param role the author
 * @param parts its parts, in order
 * @param model the model that answered; null for other roles
 * @param usage the tokens that it took
 * @param costUsd US dollars; null if the price is unknown
 * @param processingTimeMs from the start of the run to the end of the message; null while open
 * @param status whether it is complete
 * @param error the reason for its failure; null unless it failed
 * @param metadata anything an application adds; null if nothing
 * @param createdAt the time of its creation
 */
public record Message(
    MessageId id,
    SessionId sessionId,
    @Nullable MessageId parentId,
    @Nullable RunId runId,
    Role role,
    List<Part> parts,
    @Nullable ModelRef model,
    Usage usage,
    @Nullable BigDecimal costUsd,
    @Nullable Long processingTimeMs,
    MessageStatus status,
    @Nullable ErrorInfo error,
    @Nullable JsonNode metadata,
    Instant createdAt) {

  /** Copies the list. */
  public Message {
    parts = List.copyOf(parts);
  }

  /**
   * {@return a complete message of a person}
   *
   * @param id its id, unique in every store
   * @param sessionId the session that it belongs to
   * @param parentId the message that it follows; null for none
   * @param parts its parts, in order
   * @param createdAt the time of its creation
   */
  public static Message user(
      MessageId id,
      SessionId sessionId,
      @Nullable MessageId parentId,
      List<Part> parts,
      Instant createdAt) {
    return builder(id, sessionId, Role.USER, createdAt).parentId(parentId).parts(parts).build();
  }

  /** {@return its text parts, separated by an empty line where tool calls are between them} */
  public String text() {
    // Most messages have one text, which needs no copy.
    String text = "";
    for (Part part : parts) {
      if (part instanceof TextPart said && !said.text().isEmpty()) {
        if (!text.isEmpty()) {
          return joinedText();
        }
        text = said.text();
      }
    }
    return text;
  }

  private String joinedText() {
    StringJoiner text = new StringJoiner("\n\n");
    for (Part part : parts) {
      if (part instanceof TextPart said && !said.text().isEmpty()) {
        text.add(said.text());
      }
    }
    return text.toString();
  }

  /**
   * Starts a message that is complete, without parts, and has no parent.
   *
   * @param id its id, unique in every store
   * @param sessionId the session that it belongs to
   * @param role the author
   * @param createdAt the time of its creation
   * @return a builder with the defaults
   */
  public static Builder builder(MessageId id, SessionId sessionId, Role role, Instant createdAt) {
    return new Builder(id, sessionId, role, createdAt);
  }

  /** {@return a builder that starts from this message} */
  public Builder toBuilder() {
    Builder builder = new Builder(id, sessionId, role, createdAt);
    builder.parentId = parentId;
    builder.runId = runId;
    builder.parts = parts;
    builder.model = model;
    builder.usage = usage;
    builder.costUsd = costUsd;
    builder.processingTimeMs = processingTimeMs;
    builder.status = status;
    builder.error = error;
    builder.metadata = metadata;
    return builder;
  }

  /** Collects the components of a message. Confined to one thread at a time. */
  public static final class Builder {
    private MessageId id;
    private SessionId sessionId;
    private @Nullable MessageId parentId;
    private @Nullable RunId runId;
    private Role role;
    private List<Part> parts = List.of();
    private @Nullable ModelRef model;
    private Usage usage = Usage.NONE;
    private @Nullable BigDecimal costUsd;
    private @Nullable Long processingTimeMs;
    private MessageStatus status = MessageStatus.COMPLETE;
    private @Nullable ErrorInfo error;
    private @Nullable JsonNode metadata;
    private Instant createdAt;

    private Builder(MessageId id, SessionId sessionId, Role role, Instant createdAt) {
      this.id = id;
      this.sessionId = sessionId;
      this.role = role;
      this.createdAt = createdAt;
    }

    /**
     * Sets its id.
     *
     * @param value its id
     * @return this builder
     */
    public Builder id(MessageId value) {
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
     * Sets the message that it follows; null for none.
     *
     * @param value the message that it follows; null for none
     * @return this builder
     */
    public Builder parentId(@Nullable MessageId value) {
      this.parentId = value;
      return this;
    }

    /**
     * Sets the run that wrote it; null for none.
     *
     * @param value the run that wrote it; null for none
     * @return this builder
     */
    public Builder runId(@Nullable RunId value) {
      this.runId = value;
      return this;
    }

    /**
     * Sets the author.
     *
     * @param value the author
     * @return this builder
     */
    public Builder role(Role value) {
      this.role = value;
      return this;
    }

    /**
     * Sets its parts; none by default.
     *
     * @param value its parts
     * @return this builder
     */
    public Builder parts(List<Part> value) {
      this.parts = value;
      return this;
    }

    /**
     * Sets the model that answered; null for none.
     *
     * @param value the model that answered; null for none
     * @return this builder
     */
    public Builder model(@Nullable ModelRef value) {
      this.model = value;
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
     * Sets its cost in US dollars; null if the price is unknown.
     *
     * @param value its cost in US dollars; null if the price is unknown
     * @return this builder
     */
    public Builder costUsd(@Nullable BigDecimal value) {
      this.costUsd = value;
      return this;
    }

    /**
     * Sets the milliseconds from the start of its run to its end; null while it is open.
     *
     * @param value the milliseconds from the start of its run to its end; null while it is open
     * @return this builder
     */
    public Builder processingTimeMs(@Nullable Long value) {
      this.processingTimeMs = value;
      return this;
    }

    /**
     * Sets its status; complete by default.
     *
     * @param value its status
     * @return this builder
     */
    public Builder status(MessageStatus value) {
      this.status = value;
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
     * Sets data of the application; null for none.
     *
     * @param value data of the application; null for none
     * @return this builder
     */
    public Builder metadata(@Nullable JsonNode value) {
      this.metadata = value;
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

    /** {@return the message} */
    public Message build() {
      return new Message(
          id,
          sessionId,
          parentId,
          runId,
          role,
          parts,
          model,
          usage,
          costUsd,
          processingTimeMs,
          status,
          error,
          metadata,
          createdAt);
    }
  }
}
