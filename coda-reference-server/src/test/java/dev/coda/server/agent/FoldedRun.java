package dev.coda.server.agent;

import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.AttemptStarted;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.message.Message;
import java.util.List;

/** A run as its events tell it, and the answer as it was stored. */
record FoldedRun(List<RunEvent> events, Message stored) {
  Message answer() {
    return RunProjection.of(events).answer().orElseThrow();
  }

  String text() {
    return answer().text();
  }

  RunStatus status() {
    return RunProjection.of(events).status();
  }

  List<String> attempts() {
    return payloads(AttemptStarted.class).stream()
        .map(attempt -> attempt.provider() + " " + attempt.attempt())
        .toList();
  }

  List<AttemptReset> resets() {
    return payloads(AttemptReset.class);
  }

  private <T> List<T> payloads(Class<T> type) {
    return events.stream().map(RunEvent::payload).filter(type::isInstance).map(type::cast).toList();
  }
}
