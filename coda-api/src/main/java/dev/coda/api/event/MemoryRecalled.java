package dev.coda.api.event;

import dev.coda.api.id.MessageId;
import java.util.List;

/** Says which earlier messages were recalled for the model. Immutable. */
public record MemoryRecalled(List<MessageId> messageIds) implements EventPayload {

  public MemoryRecalled {
    messageIds = List.copyOf(messageIds);
  }

  @Override
  public EventKind kind() {
    return EventKind.MEMORY_RECALLED;
  }
}
