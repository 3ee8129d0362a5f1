package dev.coda.api.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import java.time.Instant;

/**
 * One entry of a run's log: the header that every event has, and the content. Immutable.
 *
 * @param runId the run whose log it is in
 * @param sessionId the session of that run
 * @param seq counts from 1 without gaps while the run is live
 * @param ts the time of the event
 * @param payload the content of the event
 */
public record RunEvent(
    RunId runId, SessionId sessionId, long seq, Instant ts, EventPayload payload) {

  /** Validates the components. */
  public RunEvent {
    if (seq < 1) {
      throw new IllegalArgumentException("seq counts from 1, not " + seq);
    }
  }

  /** {@return which kind of event this is} */
  public EventKind kind() {
    return payload.kind();
  }

  /**
   * {@return the event as JSON on one line, as {@link EventCodec} writes it} Mappers of Jackson 2
   * and 3 write the same wherever they meet an event.
   */
  @JsonValue
  @JsonRawValue
  public String toJson() {
    return EventCodec.toJson(this);
  }
}
