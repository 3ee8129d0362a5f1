package dev.coda.api.event;

import dev.coda.api.content.Role;
import dev.coda.api.id.MessageId;

/**
 * The assistant's message begins. It is stored before anyone sees this event. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param parentId the message that it follows; null for none
 * @param role the author
 * @param model {@code provider/name} of the model that is called first; {@link AttemptStarted}
 *     names others, and {@link UsageReported} names the one that answered
 */
public record MessageStart(MessageId messageId, MessageId parentId, Role role, String model)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.MESSAGE_START;
  }
}
