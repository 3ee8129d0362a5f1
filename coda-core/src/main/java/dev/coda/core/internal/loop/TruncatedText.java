package dev.coda.core.internal.loop;

import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.TextPart;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Repeats the text that a run had stored when it was cut off, for its viewers, if no process
 * continues the run. Viewers may have received more than was stored, so a reset comes first.
 * Thread-safe.
 */
public final class TruncatedText {
  private TruncatedText() {}

  /**
   * Returns the events after which viewers have the stored text; none if nothing has to be reset.
   */
  public static List<EventPayload> replay(RunReplay replay) {
    ResumePoint point = replay.point();
    if (!point.open().isEmpty()) {
      // Calls are stored together with all text before them.
      return List.of();
    }
    return replay
        .projection()
        .answer()
        .map(answer -> replay(answer, point.part()))
        .orElse(List.of());
  }

  private static List<EventPayload> replay(Message answer, int from) {
    List<EventPayload> events = new ArrayList<>();
    events.add(new AttemptReset(answer.id(), from, "interrupted"));
    int part = from;
    for (Part said : afterLastTool(answer.parts())) {
      if (said instanceof TextPart text) {
        events.add(new ContentDelta(answer.id(), part++, 0, text.text(), text.metadata()));
      } else if (said instanceof ReasoningPart thought) {
        events.add(new ReasoningDelta(answer.id(), part++, 0, thought.text(), thought.state()));
      }
    }
    return events;
  }

  /** A finished step ends with results, so the cut text is what follows the last result. */
  private static List<Part> afterLastTool(List<Part> parts) {
    int first = parts.size();
    while (first > 0
        && (parts.get(first - 1) instanceof TextPart
            || parts.get(first - 1) instanceof ReasoningPart)) {
      first--;
    }
    return parts.subList(first, parts.size());
  }
}
