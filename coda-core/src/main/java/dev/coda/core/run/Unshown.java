package dev.coda.core.run;

import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps events from viewers that would be counted twice if this process died before they are
 * stored: whoever goes on with the run says them again. Text needs no such care, since it is taken
 * back. Confined to one thread at a time.
 */
final class Unshown {
  private static final Set<EventKind> STORED_FIRST =
      EnumSet.of(EventKind.STEP, EventKind.USAGE, EventKind.COMPACTION);

  /** A model at work is what viewers wait for. */
  private static final Set<EventKind> URGENT =
      EnumSet.of(
          EventKind.ATTEMPT_STARTED,
          EventKind.CONTENT_DELTA,
          EventKind.REASONING_DELTA,
          EventKind.TOOL_CALL_DELTA);

  private final List<RunEvent> events = new ArrayList<>();
  private boolean waitsForStore;

  /** Adds an event; returns whether viewers should not wait for it until something else is due. */
  boolean add(RunEvent event) {
    events.add(event);
    waitsForStore |= STORED_FIRST.contains(event.kind());
    return waitsForStore && URGENT.contains(event.kind());
  }

  /** Says that all events so far are stored. */
  void stored() {
    waitsForStore = false;
  }

  /** Removes and returns what may be shown now. */
  List<RunEvent> release() {
    if (waitsForStore || events.isEmpty()) {
      return List.of();
    }
    List<RunEvent> released = List.copyOf(events);
    events.clear();
    return released;
  }
}
