package dev.coda.api.event;

import dev.coda.api.id.MessageId;

/**
 * What an attempt has said is taken back: parts from this index on are dropped. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param part the index of the first part that is dropped
 * @param reason why
 */
public record AttemptReset(MessageId messageId, int part, String reason) implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.ATTEMPT_RESET;
  }
}
