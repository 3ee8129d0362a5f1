package dev.coda.api.event;

import dev.coda.api.id.MessageId;

/**
 * The text of an attempt is withdrawn: parts from this index on are dropped. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param part the index of the first part that is dropped
 * @param reason the reason
 */
public record AttemptReset(MessageId messageId, int part, String reason) implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.ATTEMPT_RESET;
  }
}
