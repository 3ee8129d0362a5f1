package dev.coda.api.session;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as it appears in a list, without its metadata, instructions and summary: its size is
 * bounded. Immutable.
 *
 * @param id its id
 * @param userId the user who owns it
 * @param title at most the first {@link SessionLimits#TITLE} characters; null if there is none
 * @param modelProvider the default provider; null for the agent's default
 * @param modelName the default model; null for the agent's default
 * @param headMessageId the last message of the branch in view; null while there is none
 * @param messageCount messages on the branch in view
 * @param createdAt the time of its creation
 * @param updatedAt the time of its last change
 */
public record SessionSummary(
    SessionId id,
    UserId userId,
    @Nullable String title,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable MessageId headMessageId,
    int messageCount,
    Instant createdAt,
    Instant updatedAt) {

  /** Shortens texts that are longer than a list shows. */
  public SessionSummary {
    title = shortened(title, SessionLimits.TITLE);
    modelProvider = shortened(modelProvider, SessionLimits.MODEL_PROVIDER);
    modelName = shortened(modelName, SessionLimits.MODEL_NAME);
  }

  /**
   * {@return the summary of a session}
   *
   * @param session the session
   */
  public static SessionSummary of(Session session) {
    return new SessionSummary(
        session.id(),
        session.userId(),
        session.title(),
        session.modelProvider(),
        session.modelName(),
        session.headMessageId(),
        session.messageCount(),
        session.createdAt(),
        session.updatedAt());
  }

  private static @Nullable String shortened(@Nullable String text, int limit) {
    return text == null ? null : CleanText.head(text, limit);
  }
}
