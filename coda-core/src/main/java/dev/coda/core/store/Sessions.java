package dev.coda.core.store;

import dev.coda.api.id.MessageId;
import dev.coda.api.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The next state of a stored session. */
final class Sessions {
  private Sessions() {}

  static Session withHead(
      Session session, @Nullable MessageId head, int messageCount, Instant updatedAt) {
    return new Session(
        session.id(),
        session.userId(),
        session.title(),
        session.modelProvider(),
        session.modelName(),
        session.systemPrompt(),
        session.contextSummary(),
        session.metadata(),
        head,
        messageCount,
        session.createdAt(),
        updatedAt);
  }
}
