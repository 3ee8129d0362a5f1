package dev.coda.api.event;

import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a commit writes beside its events: those of a run that begins or has ended.
 * Immutable.
 *
 * @param messages to insert or replace
 * @param toolCalls to insert or replace
 * @param thoughts to insert or replace
 * @param head where the session's view moves; null if it stays
 */
public record ProjectionChange(
    List<Message> messages,
    List<ToolCall> toolCalls,
    List<Thought> thoughts,
    @Nullable HeadMove head) {

  /** Checks what it is given, and copies what can change. */
  public ProjectionChange {
    messages = List.copyOf(messages);
    toolCalls = List.copyOf(toolCalls);
    thoughts = List.copyOf(thoughts);
  }

  /**
   * Moves a session's head to a new message. Immutable.
   *
   * @param onlyFrom move only if the head is still this message; null moves always
   * @param to the new head
   */
  public record HeadMove(@Nullable MessageId onlyFrom, MessageId to) {}
}
