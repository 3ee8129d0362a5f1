package dev.coda.api.event;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event of a kind that this version does not know: it is stored and forwarded, and projections
 * ignore it. Immutable.
 *
 * @param type its name on the wire
 * @param fields everything but type and header, as it was read; not to be modified
 */
public record UnknownEvent(String type, ObjectNode fields) implements EventPayload {

  /** Validates the type and copies the fields. */
  public UnknownEvent {
    if (EventKind.ofType(type).isPresent()) {
      throw new IllegalArgumentException("'" + type + "' is a known event");
    }
    fields = fields.deepCopy();
  }

  @Override
  public EventKind kind() {
    return EventKind.UNKNOWN;
  }
}
