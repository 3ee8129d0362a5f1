package dev.coda.store.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one commit as a row of the log. Immutable.
 *
 * @param seq the number of the last event
 * @param type the event's type if there is one; null for several
 * @param payload the payload of one event, or an array with the number, time, type and payload of
 *     each
 * @param ts the time of the last event
 */
record LogRow(long seq, @Nullable String type, String payload, Instant ts) {
  /** Makes a row of at least one event. */
  static LogRow of(List<RunEvent> events) {
    RunEvent last = events.get(events.size() - 1);
    boolean one = events.size() == 1;
    return new LogRow(
        last.seq(),
        one ? type(last) : null,
        StoredJson.verbatim(
            one ? EventCodec.payloadJson(last.payload()) : array(events).toString()),
        Bind.stored(last.ts()));
  }

  /** Returns the events, in order. */
  List<RunEvent> events(RunId run, SessionId session) {
    if (type != null) {
      return List.of(new RunEvent(run, session, seq, ts, EventCodec.payload(type, payload)));
    }
    List<RunEvent> events = new ArrayList<>();
    JsonNode array = StoredJson.node(payload);
    for (JsonNode each : array == null ? List.<JsonNode>of() : array) {
      events.add(event(run, session, each));
    }
    return events;
  }

  /** Returns whether a stored row holds the same. */
  boolean isStoredAs(@Nullable String storedType, @Nullable String storedPayload) {
    return payload.equals(storedPayload)
        && (type == null ? storedType == null : type.equals(storedType));
  }

  private static RunEvent event(RunId run, SessionId session, JsonNode json) {
    if (!(json.get("payload") instanceof ObjectNode payload)) {
      throw new StoreException(FailureKind.INTERNAL, "An event has no payload.");
    }
    try {
      return new RunEvent(
          run,
          session,
          json.path("seq").asLong(),
          Instant.parse(json.path("ts").asText()),
          EventCodec.payload(json.path("type").asText(), payload));
    } catch (DateTimeException e) {
      throw new StoreException(FailureKind.INTERNAL, "An event has no time.", e);
    }
  }

  private static StringBuilder array(List<RunEvent> events) {
    StringBuilder json = new StringBuilder(events.size() * 256).append('[');
    for (RunEvent event : events) {
      json.append(json.length() == 1 ? "" : ",\n")
          .append("{\"seq\":")
          .append(event.seq())
          .append(",\"ts\":\"")
          .append(Bind.stored(event.ts()))
          .append("\",\"type\":")
          .append(TextNode.valueOf(type(event)))
          .append(",\"payload\":")
          .append(EventCodec.payloadJson(event.payload()))
          .append('}');
    }
    return json.append(']');
  }

  private static String type(RunEvent event) {
    return CleanText.clean(event.payload().type());
  }
}
