package dev.coda.api.session;

import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import java.util.List;

/**
 * A message in its place in the tree. Immutable.
 *
 * @param message the message
 * @param siblingIds the messages with the same parent and role, itself included, oldest first
 */
public record MessageNode(Message message, List<MessageId> siblingIds) {

  /** Copies the list. */
  public MessageNode {
    siblingIds = List.copyOf(siblingIds);
  }
}
