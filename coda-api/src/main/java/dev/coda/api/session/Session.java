package dev.coda.api.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation: a tree of messages of which one branch is in view. Immutable.
 *
 * @param id its id
 * @param userId the user who owns it
 * @param title null until a person or the first exchange sets one
 * @param modelProvider the default provider; null for the agent's
 * @param modelName the default model; null for the agent's
 * @param systemPrompt instructions for the model; null for the agent's default
 * @param contextSummary the summary of the messages before the window that models see; null for
 *     none
 * @param metadata anything an application adds; an object
 * @param headMessageId the last message of the branch in view; null while there is none
 * @param messageCount messages on the branch in view
 * @param createdAt the time of its creation
 * @param updatedAt the time of its last change
 */
public record Session(
    SessionId id,
    UserId userId,
    @Nullable String title,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable String systemPrompt,
    @Nullable String contextSummary,
    JsonNode metadata,
    @Nullable MessageId headMessageId,
    int messageCount,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * {@return a session that starts now, without a title or settings}
   *
   * @param id its id
   * @param userId the user who owns it
   * @param now the time
   */
  public static Session start(SessionId id, UserId userId, Instant now) {
    return builder(id, userId, now).build();
  }

  /**
   * {@return this session with other metadata}
   *
   * @param value the metadata, an object
   */
  public Session withMetadata(JsonNode value) {
    return toBuilder().metadata(value).build();
  }

  /**
   * Starts a session without a title, settings or messages.
   *
   * @param id its id
   * @param userId the user who owns it
   * @param createdAt also when it was updated last, unless that is set
   * @return a builder with the defaults
   */
  public static Builder builder(SessionId id, UserId userId, Instant createdAt) {
    return new Builder(id, userId, createdAt);
  }

  /** {@return a builder that starts from this session} */
  public Builder toBuilder() {
    Builder builder = new Builder(id, userId, createdAt);
    builder.title = title;
    builder.modelProvider = modelProvider;
    builder.modelName = modelName;
    builder.systemPrompt = systemPrompt;
    builder.contextSummary = contextSummary;
    builder.metadata = metadata;
    builder.headMessageId = headMessageId;
    builder.messageCount = messageCount;
    builder.updatedAt = updatedAt;
    return builder;
  }

  /** Collects the components of a session. Confined to one thread at a time. */
  public static final class Builder {
    private SessionId id;
    private UserId userId;
    private @Nullable String title;
    private @Nullable String modelProvider;
    private @Nullable String modelName;
    private @Nullable String systemPrompt;
    private @Nullable String contextSummary;
    private JsonNode metadata = JsonNodeFactory.instance.objectNode();
    private @Nullable MessageId headMessageId;
    private int messageCount;
    private Instant createdAt;
    private Instant updatedAt;

    private Builder(SessionId id, UserId userId, Instant createdAt) {
      this.id = id;
      this.userId = userId;
      this.createdAt = createdAt;
      this.updatedAt = createdAt;
    }

    /**
     * Sets its id.
     *
     * @param value its id
     * @return this builder
     */
    public Builder id(SessionId value) {
      this.id = value;
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
     * Sets its title; null for none.
     *
     * @param value its title; null for none
     * @return this builder
     */
    public Builder title(@Nullable String value) {
      this.title = value;
      return this;
    }

    /**
     * Sets the default provider; null for the agent's.
     *
     * @param value the default provider; null for the agent's
     * @return this builder
     */
    public Builder modelProvider(@Nullable String value) {
      this.modelProvider = value;
      return this;
    }

    /**
     * Sets the default model; null for the agent's.
     *
     * @param value the default model; null for the agent's
     * @return this builder
     */
    public Builder modelName(@Nullable String value) {
      this.modelName = value;
      return this;
    }

    /**
     * Sets instructions for the model; null for the agent's.
     *
     * @param value instructions for the model; null for the agent's
     * @return this builder
     */
    public Builder systemPrompt(@Nullable String value) {
      this.systemPrompt = value;
      return this;
    }

    /**
     * Sets the summary of the messages before the window that models see.
     *
     * @param value the summary; null for none
     * @return this builder
     */
    public Builder contextSummary(@Nullable String value) {
      this.contextSummary = value;
      return this;
    }

    /**
     * Sets the application's metadata; an empty object by default.
     *
     * @param value the metadata, an object
     * @return this builder
     */
    public Builder metadata(JsonNode value) {
      this.metadata = value;
      return this;
    }

    /**
     * Sets the last message of the branch in view; null for none.
     *
     * @param value the last message of the branch in view; null for none
     * @return this builder
     */
    public Builder headMessageId(@Nullable MessageId value) {
      this.headMessageId = value;
      return this;
    }

    /**
     * Sets the number of messages on the branch in view.
     *
     * @param value the number of messages on the branch in view
     * @return this builder
     */
    public Builder messageCount(int value) {
      this.messageCount = value;
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

    /**
     * Sets the time of its last change.
     *
     * @param value the time
     * @return this builder
     */
    public Builder updatedAt(Instant value) {
      this.updatedAt = value;
      return this;
    }

    /** {@return the session} */
    public Session build() {
      return new Session(
          id,
          userId,
          title,
          modelProvider,
          modelName,
          systemPrompt,
          contextSummary,
          metadata,
          headMessageId,
          messageCount,
          createdAt,
          updatedAt);
    }
  }
}
