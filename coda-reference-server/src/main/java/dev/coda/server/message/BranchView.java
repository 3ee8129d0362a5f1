package dev.coda.server.message;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A branch that came into view. Immutable.
 *
 * @param messageId the message with which the branch begins to differ; the message to answer, if
 *     there is one
 */
public record BranchView(
    MessageId messageId, SessionId sessionId, @Nullable MessageId headMessageId) {

  static BranchView of(MessageId message, Message head) {
    return new BranchView(message, head.sessionId(), head.id());
  }

  static BranchView of(MessageId message, Session session) {
    return new BranchView(message, session.id(), session.headMessageId());
  }
}
