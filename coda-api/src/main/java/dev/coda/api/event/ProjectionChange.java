package dev.coda.api.event;

import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a commit writes in addition to its events: those of a run that begins or has ended.
 * Immutable.
 *
 * @param messages to insert or replace
 * @param toolCalls to insert or replace
 * @param thoughts to insert or replace
 * @param head the session's new head; null if it does not change
 * @param title the title for a session without one; null for none
 */
public record ProjectionChange(
    List<Message> messages,
    List<ToolCall> toolCalls,
    List<Thought> thoughts,
    @Nullable HeadMove head,
    @Nullable String title) {

  /** Copies the lists. */
  public ProjectionChange {
    messages = List.copyOf(messages);
    toolCalls = List.copyOf(toolCalls);
    thoughts = List.copyOf(thoughts);
  }

  /** {@return a change without rows} */
  public static ProjectionChange none() {
    return new ProjectionChange(List.of(), List.of(), List.of(), null, null);
  }

  /** {@return whether nothing changes} */
  public boolean isEmpty() {
    return messages.isEmpty()
        && toolCalls.isEmpty()
        && thoughts.isEmpty()
        && head == null
        && title == null;
  }

  /**
   * Moves a session's head to a new message. Immutable.
   *
   * @param onlyFrom move only if the head is still this message; null moves always
   * @param to the new head
   */
  public record HeadMove(@Nullable MessageId onlyFrom, MessageId to) {}
}
