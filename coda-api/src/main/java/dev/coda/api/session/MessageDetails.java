package dev.coda.api.session;

import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import java.util.List;

/** Is a message with everything that was stored about it. Immutable. */
public record MessageDetails(MessageNode node, List<ToolCall> toolCalls, List<Thought> thoughts) {

  public MessageDetails {
    toolCalls = List.copyOf(toolCalls);
    thoughts = List.copyOf(thoughts);
  }
}
