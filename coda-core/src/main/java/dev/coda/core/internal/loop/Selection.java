package dev.coda.core.internal.loop;

import dev.coda.api.event.EventPayload;
import java.util.List;

/**
 * The tool calls to look after next. Immutable.
 *
 * @param events the events to store, with the starts of the calls; none if they are stored already
 */
record Selection(List<CheckedCall> calls, List<EventPayload> events) {
  static final Selection NONE = new Selection(List.of(), List.of());

  /** Returns whether the client makes one of the calls. */
  boolean isLeftToClient() {
    for (CheckedCall call : calls) {
      if (call.verdict().isLeftToClient()) {
        return true;
      }
    }
    return false;
  }
}
