package dev.coda.api.session;

import dev.coda.api.message.Message;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import java.util.List;

/**
 * Everything that is stored of one message, without its siblings in the tree. Immutable.
 *
 * @param message the message
 * @param toolCalls in the order they were made
 * @param thoughts by step number
 */
public record MessageRecord(Message message, List<ToolCall> toolCalls, List<Thought> thoughts) {

  /** Copies the lists. */
  public MessageRecord {
    toolCalls = List.copyOf(toolCalls);
    thoughts = List.copyOf(thoughts);
  }
}
