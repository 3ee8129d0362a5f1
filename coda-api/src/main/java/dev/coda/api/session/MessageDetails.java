package dev.coda.api.session;

import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import java.util.List;

/**
 * A message with everything that was stored about it. Immutable.
 *
 * @param node the message in its place
 * @param toolCalls the tool calls
 * @param thoughts the thoughts, in their order
 */
public record MessageDetails(MessageNode node, List<ToolCall> toolCalls, List<Thought> thoughts) {

  /** Copies the lists. */
  public MessageDetails {
    toolCalls = List.copyOf(toolCalls);
    thoughts = List.copyOf(thoughts);
  }
}
