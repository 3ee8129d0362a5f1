package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Adds a step to the chain of thought. Immutable.
 *
 * @param stepNumber from 1 within the message
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
