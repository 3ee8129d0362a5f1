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
    return new Session(
        id,
        userId,
        null,
        null,
        null,
        null,
        null,
        JsonNodeFactory.instance.objectNode(),
        null,
        0,
        now,
        now);
  }

  /** Returns this session with other metadata. */
  public Session withMetadata(JsonNode value) {
    return new Session(
        id,
        userId,
        title,
        modelProvider,
        modelName,
        systemPrompt,
        contextSummary,
        value,
        headMessageId,
        messageCount,
        createdAt,
        updatedAt);
  }
}
