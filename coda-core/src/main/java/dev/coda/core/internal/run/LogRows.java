package dev.coda.core.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolCallDelta;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a log that events become when they are stored. Deltas of one part become one row,
 * with the sequence number of the last and the offset of the first. The deltas of tool arguments
 * are left out, since the call that follows has them all. Thread-safe.
 */
public final class LogRows {
  /** A longer row would be read and sent as a whole. */
  private static final int LONGEST_TEXT = 64 << 10;

  /** The events that matter only to viewers during the run. */
  private static final Set<EventKind> FOR_VIEWERS =
      EnumSet.of(
          EventKind.TOOL_CALL_DELTA, EventKind.TOOL_PROGRESS, EventKind.CONTEXT, EventKind.BUDGET);

  private LogRows() {}

  /**
   * Returns the log of a run that has ended, made as short as possible without changing the result
   * of its fold: deltas that were stored in different commits become one event, and events that
   * only viewers needed are left out. The last event stays.
   *
   * @param log all of its events
   */
  public static List<RunEvent> ofEnded(List<RunEvent> log) {
    return of(log.stream().filter(event -> !FOR_VIEWERS.contains(event.kind())).toList(), false);
  }

  /**
   * Returns the rows of events.
   *
   * @param keepLast whether the last event's number is stored even if its content is not
   */
  static List<RunEvent> of(List<RunEvent> events, boolean keepLast) {
    List<RunEvent> rows = new ArrayList<>(events.size());
    int next = 0;
    while (next < events.size()) {
      RunEvent event = events.get(next);
      int end = endOfText(events, next);
      if (end > next + 1) {
        rows.add(merged(events.subList(next, end)));
      } else if (event.kind() != EventKind.TOOL_CALL_DELTA) {
        rows.add(event);
      } else if (keepLast && end == events.size()) {
        rows.add(emptied(event));
      }
      next = end;
    }
    return rows;
  }

  /** Returns where the text ends that begins at an event and can be one row. */
  private static int endOfText(List<RunEvent> events, int start) {
    int end = start + 1;
    EventPayload before = events.get(start).payload();
    int length = text(before).length();
    while (end < events.size()
        && length < LONGEST_TEXT
        && continues(before, events.get(end).payload())) {
      before = events.get(end).payload();
      length += text(before).length();
      end++;
    }
    return end;
  }

  /** Returns whether a delta begins where the one before it ended, so that both can be one row. */
  static boolean continues(EventPayload before, EventPayload next) {
    if (before instanceof ContentDelta open && next instanceof ContentDelta more) {
      return open.part() == more.part() && open.offset() + open.delta().length() == more.offset();
    }
    return before instanceof ReasoningDelta open
        && next instanceof ReasoningDelta more
        && open.part() == more.part()
        && open.offset() + open.delta().length() == more.offset();
  }

  private static RunEvent merged(List<RunEvent> pieces) {
    StringBuilder text = new StringBuilder();
    JsonNode beside = null;
    for (RunEvent piece : pieces) {
      text.append(text(piece.payload()));
      JsonNode said = besideText(piece.payload());
      beside = said == null ? beside : said;
    }
    EventPayload payload =
        pieces.get(0).payload() instanceof ContentDelta open
            ? new ContentDelta(
                open.messageId(), open.part(), open.offset(), text.toString(), beside)
            : merged((ReasoningDelta) pieces.get(0).payload(), text.toString(), beside);
    return at(pieces.get(pieces.size() - 1), payload);
  }

  private static ReasoningDelta merged(ReasoningDelta open, String text, @Nullable JsonNode state) {
    return new ReasoningDelta(open.messageId(), open.part(), open.offset(), text, state);
  }

  private static RunEvent emptied(RunEvent event) {
    ToolCallDelta part = (ToolCallDelta) event.payload();
    return at(
        event,
        new ToolCallDelta(
            part.messageId(), part.part(), part.callId(), part.toolName(), part.offset(), ""));
  }

  private static RunEvent at(RunEvent place, EventPayload payload) {
    return new RunEvent(place.runId(), place.sessionId(), place.seq(), place.ts(), payload);
  }

  private static @Nullable JsonNode besideText(EventPayload payload) {
    return payload instanceof ContentDelta content
        ? content.metadata()
        : ((ReasoningDelta) payload).state();
  }

  /** Returns the text of a delta that can be merged; empty for any other event. */
  private static String text(EventPayload payload) {
    if (payload instanceof ContentDelta content) {
      return content.delta();
    }
    return payload instanceof ReasoningDelta reasoning ? reasoning.delta() : "";
  }
}
