package dev.coda.api.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Is a conversation: a tree of messages of which one branch is in view. Immutable.
 *
 * @param title null until somebody or the first exchange gives one
 * @param modelProvider the provider to ask by default; null for the agent's default
 * @param modelName the model to ask by default; null for the agent's default
 * @param systemPrompt instructions for the model; null for the agent's default
 * @param contextSummary what was said before the window that models see; null if nothing was cut
 * @param metadata anything an application adds; an object
 * @param headMessageId the last message of the branch in view; null while there is none
 * @param messageCount messages on the branch in view
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

  /** A session that starts now, without a title or settings of its own. */
  public static Session start(SessionId id, UserId userId, Instant now) {
    return builder(id, userId, now).build();
  }

  /** Returns this session with other metadata. */
  public Session withMetadata(JsonNode value) {
    return toBuilder().metadata(value).build();
  }

  /**
   * Starts a session without a title, settings of its own or messages.
   *
   * @param createdAt also when it was updated last, unless that is set
   */
  public static Builder builder(SessionId id, UserId userId, Instant createdAt) {
    return new Builder(id, userId, createdAt);
  }

  /** Returns a builder that starts from this session. */
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

    /** Sets its id. */
    public Builder id(SessionId value) {
      this.id = value;
      return this;
    }

    /** Sets its owner. */
    public Builder userId(UserId value) {
      this.userId = value;
      return this;
    }

    /** Sets its title; null for none. */
    public Builder title(@Nullable String value) {
      this.title = value;
      return this;
    }

    /** Sets the provider to ask by default; null for the agent's. */
    public Builder modelProvider(@Nullable String value) {
      this.modelProvider = value;
      return this;
    }

    /** Sets the model to ask by default; null for the agent's. */
    public Builder modelName(@Nullable String value) {
      this.modelName = value;
      return this;
    }

    /** Sets instructions for the model; null for the agent's. */
    public Builder systemPrompt(@Nullable String value) {
      this.systemPrompt = value;
      return this;
    }

    /** Sets what was said before the window that models see; null for nothing. */
    public Builder contextSummary(@Nullable String value) {
      this.contextSummary = value;
      return this;
    }

    /** Sets what an application adds, an object; an empty one by default. */
    public Builder metadata(JsonNode value) {
      this.metadata = value;
      return this;
    }

    /** Sets the last message of the branch in view; null for none. */
    public Builder headMessageId(@Nullable MessageId value) {
      this.headMessageId = value;
      return this;
    }

    /** Sets the number of messages on the branch in view. */
    public Builder messageCount(int value) {
      this.messageCount = value;
      return this;
    }

    /** Sets when it was created. */
    public Builder createdAt(Instant value) {
      this.createdAt = value;
      return this;
    }

    /** Sets when it was changed last. */
    public Builder updatedAt(Instant value) {
      this.updatedAt = value;
      return this;
    }

    /** Creates the session. */
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
