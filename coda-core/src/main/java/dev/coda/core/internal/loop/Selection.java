package dev.coda.core.internal.loop;

import dev.coda.api.event.EventPayload;
import java.util.List;

/**
 * The tool calls to look after next. Immutable.
 *
 * @param events what is to be stored of them, with their starts; none if they are stored already
 */
record Selection(List<SelectedCall> calls, List<EventPayload> events) {
  static final Selection NONE = new Selection(List.of(), List.of());

  /** Returns whether the client makes one of the calls. */
  boolean isLeftToClient() {
    for (SelectedCall call : calls) {
      if (call.verdict().isLeftToClient()) {
        return true;
      }
    }
    return false;
  }
}
