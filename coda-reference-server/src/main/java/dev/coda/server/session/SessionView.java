package dev.coda.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as clients see it. Immutable.
 *
 * @param activeRunId the run at work in this session, to rejoin; null if there is none or in lists
 * @param snippet the piece of a message that was searched for; null where it was not
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
    @Nullable String snippet,
    Instant createdAt,
    Instant updatedAt) {

  static SessionView of(Session session, @Nullable RunId activeRunId) {
    return of(session, activeRunId, null);
  }

  static SessionView found(Session session, @Nullable String snippet) {
    return of(session, null, snippet);
  }

  private static SessionView of(
      Session session, @Nullable RunId activeRunId, @Nullable String snippet) {
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
        snippet,
        session.createdAt(),
        session.updatedAt());
  }
}
