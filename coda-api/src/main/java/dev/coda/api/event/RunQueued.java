package dev.coda.api.event;

import dev.coda.api.content.Part;
import dev.coda.api.id.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run waits for its turn in its session. It is the first event of such a run, and comes again
 * when the run moves up; {@link RunStarted} follows when its turn comes. Immutable.
 *
 * @param position counts from 1, which is next
 * @param request what was asked; null in all but the first
 */
public record RunQueued(int position, @Nullable Request request) implements EventPayload {

  /** Checks what it is given, and copies what can change. */
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
   * What a run that waits was asked, which becomes a message when its turn comes. Immutable.
   *
   * @param parentId the message to continue from; null for the session's head at that time
   * @param content what the user said; null to answer a stored message again
   * @param settings what the request asked for besides
   * @param editOf the user's message beside which the content is added; null unless one is edited
   */
  public record Request(
      @Nullable MessageId parentId,
      @Nullable List<Part> content,
      RunSettings settings,
      @Nullable MessageId editOf) {

    /** Checks what it is given, and copies what can change. */
    public Request {
      content = content == null ? null : List.copyOf(content);
    }
  }
}
