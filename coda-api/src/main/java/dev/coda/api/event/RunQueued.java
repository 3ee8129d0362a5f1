package dev.coda.api.event;

import dev.coda.api.content.Part;
import dev.coda.api.id.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run waits for its turn in its session. It is the first event of a waiting run, and is repeated
 * when the run moves up; {@link RunStarted} follows when its turn comes. Immutable.
 *
 * @param position counts from 1, which is next
 * @param request the request; null except in the run's first event
 */
public record RunQueued(int position, @Nullable Request request) implements EventPayload {

  /** Validates the components. */
  public RunQueued {
    if (position < 1) {
      throw new IllegalArgumentException("position counts from 1, not " + position);
    }
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_QUEUED;
  }

  /**
   * The request of a run that waits. It becomes a message when its turn comes. Immutable.
   *
   * @param parentId the message to continue from; null for the session's head at that time
   * @param content the user's message; null to answer a stored message again
   * @param settings the other settings of the request
   * @param editOf the user's message that is edited, as whose sibling the content is added; null
   *     for none
   */
  public record Request(
      @Nullable MessageId parentId,
      @Nullable List<Part> content,
      RunSettings settings,
      @Nullable MessageId editOf) {

    /** Copies the list. */
    public Request {
      content = content == null ? null : List.copyOf(content);
    }
  }
}
