package dev.coda.core.internal.run;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.Usage;
import dev.coda.api.time.TimerClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source of a run's events for one viewer. Confined to one thread at a time. */
final class RunWatch {
  private final RunId runId;
  private final SessionId sessionId;
  private final ActiveRuns active;
  private final StoredRuns stored;
  private @Nullable EventTail known;

  /**
   * @param known a tail to begin with: the run may end and leave before the first look
   */
  RunWatch(
      RunId runId,
      SessionId sessionId,
      ActiveRuns active,
      StoredRuns stored,
      @Nullable EventTail known) {
    this.runId = runId;
    this.sessionId = sessionId;
    this.active = active;
    this.stored = stored;
    this.known = known;
  }

  /** Returns the clock that ends a viewer's waits. */
  TimerClock clock() {
    return stored.clock();
  }

  /** Returns the tail of the run active here, or the last one known; null if there was none. */
  @Nullable EventTail tail() {
    active.find(runId).ifPresent(run -> known = run.log().tail());
    return known;
  }

  /** Returns the events after a number, as many as one viewer reads at once. */
  List<RunEvent> stored(long afterSeq) throws InterruptedException {
    return stored.page(runId, afterSeq);
  }

  /** Follows the run's changes in the store until the caller closes what is returned. */
  FollowedRun follow() {
    return stored.follow(runId);
  }

  /** Returns whether nothing happens here any more, because the agent is closed. */
  boolean isClosed() {
    return active.isClosed();
  }

  /**
   * Returns the end of a run that was deleted with its log before this viewer had seen its end, so
   * that a viewer never has to guess how a run ended.
   */
  RunEvent endOfDeleted(long afterSeq) {
    RunFinished end = new RunFinished(RunStatus.CANCELLED, "deleted", Usage.NONE, null, null);
    Instant now = clock().instant().truncatedTo(ChronoUnit.MILLIS);
    return new RunEvent(runId, sessionId, afterSeq + 1, now, end);
  }
}
