package dev.coda.core;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;

/**
 * A run's event as a server-sent event, for any web framework. Its text form is the frame of the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML standard</a>, the
 * empty line at its end included. Immutable.
 *
 * @param id the event's sequence number, which a client sends as {@code Last-Event-ID} to rejoin
 * @param event the event's type, such as {@code content_delta}
 * @param data the whole event as JSON in one line
 */
public record ServerSentEvent(long id, String event, String data) {

  static ServerSentEvent of(RunEvent event) {
    return new ServerSentEvent(event.seq(), event.payload().type(), EventCodec.toJson(event));
  }

  @Override
  public String toString() {
    return "id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n";
  }
}
