package dev.coda.api.event;

import dev.coda.api.id.MessageId;
import java.util.List;

/**
 * Which earlier messages were recalled for the model. Immutable.
 *
 * @param messageIds the messages
 */
public record MemoryRecalled(List<MessageId> messageIds) implements EventPayload {

  /** Copies the list. */
  public MemoryRecalled {
    messageIds = List.copyOf(messageIds);
  }

  @Override
  public EventKind kind() {
    return EventKind.MEMORY_RECALLED;
  }
}
