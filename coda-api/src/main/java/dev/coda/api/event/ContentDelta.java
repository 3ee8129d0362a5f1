package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Text for a part of the message. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param part the index of the part in the message, from 0
 * @param offset UTF-16 units of the part that came before
 * @param delta the text that is added
 * @param metadata facts about the text from the provider, such as citations; null except in the
 *     last delta of a part
 */
public record ContentDelta(
    MessageId messageId, int part, int offset, String delta, @Nullable JsonNode metadata)
    implements EventPayload {

  /**
   * Creates a delta without metadata.
   *
   * @param messageId the answer that it belongs to
   * @param part the index of the part in the message, from 0
   * @param offset the position at which it begins
   * @param delta the text that is added
   */
  public ContentDelta(MessageId messageId, int part, int offset, String delta) {
    this(messageId, part, offset, delta, null);
  }

  @Override
  public EventKind kind() {
    return EventKind.CONTENT_DELTA;
  }
}
