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
 * @param metadata what the provider says of the text, such as what it cites; null in all but the
 *     last delta of a part
 */
public record ContentDelta(
    MessageId messageId, int part, int offset, String delta, @Nullable JsonNode metadata)
    implements EventPayload {

  /**
   * More text, of which nothing more is said.
   *
   * @param messageId the answer that it belongs to
   * @param part the index of the part in the message, from 0
   * @param offset where it begins
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
