package dev.coda.core.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolCallDelta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects events for the next commit. Deltas of one part become one row, with the sequence number
 * of the last and the offset of the first; the deltas of tool arguments are not kept, since the
 * call that follows has them all. Confined to one thread at a time.
 */
final class PendingEvents {
  /** A row that were longer would be read and sent as a whole. */
  private static final int LONGEST_TEXT = 64 << 10;

  private final List<RunEvent> events = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable RunEvent first;
  private @Nullable RunEvent last;

  /** What came beside the text so far, which is not said again. */
  private @Nullable JsonNode said;

  /** Adds an event and returns about how many bytes the log gets longer by it. */
  long add(RunEvent event) {
    if (event.kind() == EventKind.TOOL_CALL_DELTA) {
      return 0;
    }
    long bytes = EventSize.of(event.payload());
    if (continues(event)) {
      bytes -= EventSize.OVERHEAD;
    } else {
      closeText();
      if (delta(event) == null) {
        events.add(event);
        return bytes;
      }
      first = event;
    }
    last = event;
    text.append(delta(event));
    JsonNode beside = besideText(event);
    said = beside == null ? said : beside;
    return bytes;
  }

  /** Keeps the number of an event just added whose content is not kept. */
  void keepNumber(RunEvent event) {
    if (event.payload() instanceof ToolCallDelta part) {
      closeText();
      ToolCallDelta empty =
          new ToolCallDelta(
              part.messageId(), part.part(), part.callId(), part.toolName(), part.offset(), "");
      events.add(at(event, empty));
    }
  }

  boolean isEmpty() {
    return events.isEmpty() && first == null;
  }

  int size() {
    return events.size();
  }

  List<RunEvent> drain() {
    closeText();
    List<RunEvent> drained = List.copyOf(events);
    events.clear();
    return drained;
  }

  private boolean continues(RunEvent event) {
    if (first == null || text.length() >= LONGEST_TEXT) {
      return false;
    }
    if (first.payload() instanceof ContentDelta open
        && event.payload() instanceof ContentDelta next) {
      return open.part() == next.part() && open.offset() + text.length() == next.offset();
    }
    return first.payload() instanceof ReasoningDelta open
        && event.payload() instanceof ReasoningDelta next
        && open.part() == next.part()
        && open.offset() + text.length() == next.offset();
  }

  private void closeText() {
    if (first != null && last != null) {
      events.add(merged(first, last));
      text.setLength(0);
      first = null;
      last = null;
      said = null;
    }
  }

  private RunEvent merged(RunEvent opening, RunEvent place) {
    String whole = text.toString();
    if (opening.payload() instanceof ContentDelta open) {
      return at(place, new ContentDelta(open.messageId(), open.part(), open.offset(), whole, said));
    }
    ReasoningDelta open = (ReasoningDelta) opening.payload();
    return at(place, new ReasoningDelta(open.messageId(), open.part(), open.offset(), whole, said));
  }

  private static RunEvent at(RunEvent place, EventPayload payload) {
    return new RunEvent(place.runId(), place.sessionId(), place.seq(), place.ts(), payload);
  }

  private static @Nullable JsonNode besideText(RunEvent event) {
    if (event.payload() instanceof ContentDelta content) {
      return content.metadata();
    }
    return event.payload() instanceof ReasoningDelta reasoning ? reasoning.state() : null;
  }

  private static @Nullable String delta(RunEvent event) {
    if (event.payload() instanceof ContentDelta content) {
      return content.delta();
    }
    return event.payload() instanceof ReasoningDelta reasoning ? reasoning.delta() : null;
  }
}
