package dev.coda.server.session;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.SessionSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session in a list, without its metadata, instructions and summary. Immutable.
 *
 * @param snippet the piece of a message or title that was searched for; null where it was not
 */
public record SessionSummaryView(
    SessionId id,
    @Nullable String title,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable MessageId headMessageId,
    int messageCount,
    @Nullable String snippet,
    Instant createdAt,
    Instant updatedAt) {

  static SessionSummaryView of(SessionSummary session, @Nullable String snippet) {
    return new SessionSummaryView(
        session.id(),
        session.title(),
        session.modelProvider(),
        session.modelName(),
        session.headMessageId(),
        session.messageCount(),
        snippet,
        session.createdAt(),
        session.updatedAt());
  }
}
