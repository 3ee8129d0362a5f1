package dev.coda.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A whole session as clients see it. Immutable.
 *
 * @param activeRunId the active run of this session, to rejoin; null if there is none
 */
public record SessionView(
    SessionId id,
    @Nullable String title,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable String systemPrompt,
    @Nullable String contextSummary,
    JsonNode metadata,
    @Nullable MessageId headMessageId,
    int messageCount,
    @Nullable RunId activeRunId,
    Instant createdAt,
    Instant updatedAt) {

  static SessionView of(Session session, @Nullable RunId activeRunId) {
    return new SessionView(
        session.id(),
        session.title(),
        session.modelProvider(),
        session.modelName(),
        session.systemPrompt(),
        session.contextSummary(),
        session.metadata(),
        session.headMessageId(),
        session.messageCount(),
        activeRunId,
        session.createdAt(),
        session.updatedAt());
  }
}
