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
 * Describes once more what was being said when a run was cut and is kept though nobody continues
 * it. Viewers may have been shown more than was stored: all is taken back first. Thread-safe.
 */
public final class CutText {
  private CutText() {}

  /** Returns the events that make what viewers have what is stored; none if they have no more. */
  public static List<EventPayload> saidAgain(RunReplay replay) {
    ResumePoint point = replay.point();
    if (!point.open().isEmpty()) {
      // Calls are stored together with all that was said before them.
      return List.of();
    }
    return replay
        .projection()
        .answer()
        .map(answer -> saidAgain(answer, point.part()))
        .orElse(List.of());
  }

  private static List<EventPayload> saidAgain(Message answer, int from) {
    List<EventPayload> events = new ArrayList<>();
    events.add(new AttemptReset(answer.id(), from, "interrupted"));
    int part = from;
    for (Part said : behindLastTool(answer.parts())) {
      if (said instanceof TextPart text) {
        events.add(new ContentDelta(answer.id(), part++, 0, text.text(), text.metadata()));
      } else if (said instanceof ReasoningPart thought) {
        events.add(new ReasoningDelta(answer.id(), part++, 0, thought.text(), thought.state()));
      }
    }
    return events;
  }

  /** A settled step ends with results, so what was cut is what follows the last one. */
  private static List<Part> behindLastTool(List<Part> parts) {
    int first = parts.size();
    while (first > 0
        && (parts.get(first - 1) instanceof TextPart
            || parts.get(first - 1) instanceof ReasoningPart)) {
      first--;
    }
    return parts.subList(first, parts.size());
  }
}
