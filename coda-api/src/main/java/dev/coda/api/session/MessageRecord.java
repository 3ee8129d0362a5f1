package dev.coda.api.session;

import dev.coda.api.message.Message;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import java.util.List;

/**
 * Everything that is stored of one message, wherever it hangs. Immutable.
 *
 * @param message the message
 * @param toolCalls in the order they were made
 * @param thoughts by step number
 */
public record MessageRecord(Message message, List<ToolCall> toolCalls, List<Thought> thoughts) {

  /** Checks what it is given, and copies what can change. */
  public MessageRecord {
    toolCalls = List.copyOf(toolCalls);
    thoughts = List.copyOf(thoughts);
  }
}
