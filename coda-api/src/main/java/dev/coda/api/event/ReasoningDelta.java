package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Text for a thought. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param part the index of the part in the message, from 0
 * @param offset UTF-16 units of the part that came before
 * @param delta the text that is added
 * @param state data that the provider requires back unchanged; null except in the last delta of a
 *     part
 */
public record ReasoningDelta(
    MessageId messageId, int part, int offset, String delta, @Nullable JsonNode state)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.REASONING_DELTA;
  }
}
