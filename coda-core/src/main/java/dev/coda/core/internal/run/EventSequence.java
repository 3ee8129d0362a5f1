package dev.coda.core.internal.run;

import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.session.RunRecord;
import java.time.Instant;

/**
 * Makes the events of one run: each gets the next number of its log. Nothing else assigns numbers.
 * Confined to one thread at a time.
 */
final class EventSequence {
  private final RunRecord run;
  private long last;

  private EventSequence(RunRecord run, long last) {
    this.run = run;
    this.last = last;
  }

  /** Begins the log of a new run. */
  static EventSequence start(RunRecord run) {
    return new EventSequence(run, 0);
  }

  /**
   * Continues the log of a run that was claimed. Viewers may have seen numbers of text that was
   * never stored: new events have higher ones, since a viewer would ignore numbers that it knows.
   *
   * @param last the last stored number
   * @param status the status that follows from the log; a run that waits has stored everything
   */
  static EventSequence behind(RunRecord run, long last, RunStatus status) {
    boolean waits = status == RunStatus.PAUSED || status == RunStatus.QUEUED;
    return new EventSequence(run, waits ? last : last + RunLog.MAX_PENDING);
  }

  /** Returns the next event. */
  RunEvent next(EventPayload payload, Instant now) {
    return new RunEvent(run.id(), run.sessionId(), ++last, now, payload);
  }
}
