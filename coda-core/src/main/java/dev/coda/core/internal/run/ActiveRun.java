package dev.coda.core.internal.run;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.core.internal.loop.OpenQuestions;
import dev.coda.core.internal.loop.Turn;

/**
 * A run that is active in this process. Thread-safe.
 *
 * @param deadlineNanos its deadline, by the clock's {@link dev.coda.api.time.TimerClock#nanoTime}
 */
record ActiveRun(RunPlan plan, Turn turn, RunLog log, RunCanceller canceller, long deadlineNanos) {
  UserId userId() {
    return turn.identity().userId();
  }

  SessionId sessionId() {
    return turn.identity().sessionId();
  }

  Lease lease() {
    return plan.run().lease();
  }

  OpenQuestions questions() {
    return turn.questions();
  }
}
