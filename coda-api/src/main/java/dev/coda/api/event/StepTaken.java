package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A step of the chain of thought. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param stepNumber from 1 within the message
 * @param stepType the kind of the step
 * @param content the text of the step
 * @param metadata further facts about it; null for none
 */
public record StepTaken(
    MessageId messageId,
    int stepNumber,
    String stepType,
    String content,
    @Nullable JsonNode metadata)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.STEP;
  }
}
