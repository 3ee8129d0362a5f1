package dev.coda.server.session;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.SessionSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session in a list, without its instructions, its summary and most of its metadata. Immutable.
 *
 * @param pinned true if this is so in its metadata; null otherwise
 * @param archived true if its metadata says so; null otherwise
 * @param snippet the part of a message or title that was found; null if there was no search
 * @param messageId the message that the snippet is from; null if it is from the title
 * @param branch the last message of the branch that shows that message; null if there is none
 */
public record SessionSummaryView(
    SessionId id,
    @Nullable String title,
    @Nullable String modelProvider,
    @Nullable String modelName,
    @Nullable MessageId headMessageId,
    int messageCount,
    @Nullable String snippet,
    @Nullable MessageId messageId,
    @Nullable MessageId branch,
    @Nullable Boolean pinned,
    @Nullable Boolean archived,
    Instant createdAt,
    Instant updatedAt) {

  static SessionSummaryView of(SessionSummary session) {
    return of(session, new Hit(null, null), null);
  }

  static SessionSummaryView of(SessionSummary session, Hit hit, @Nullable MessageId branch) {
    return new SessionSummaryView(
        session.id(),
        session.title(),
        session.modelProvider(),
        session.modelName(),
        session.headMessageId(),
        session.messageCount(),
        hit.snippet(),
        hit.messageId(),
        branch,
        null,
        null,
        session.createdAt(),
        session.updatedAt());
  }

  /** Returns this with its marks; null leaves it without. */
  SessionSummaryView marked(@Nullable SessionMark mark) {
    return mark == null
        ? this
        : new SessionSummaryView(
            id,
            title,
            modelProvider,
            modelName,
            headMessageId,
            messageCount,
            snippet,
            messageId,
            branch,
            mark.pinned() ? true : null,
            mark.archived() ? true : null,
            createdAt,
            updatedAt);
  }
}
