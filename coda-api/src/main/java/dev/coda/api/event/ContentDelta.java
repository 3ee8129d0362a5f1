package dev.coda.api.event;

import dev.coda.api.id.MessageId;

/**
 * Adds text to a part of the message. Immutable.
 *
 * @param part the index of the part in the message, from 0
 * @param offset UTF-16 units of the part that came before
 */
public record ContentDelta(MessageId messageId, int part, int offset, String delta)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.CONTENT_DELTA;
  }
}
