package dev.coda.core.internal.run;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.core.internal.loop.OpenQuestions;

/**
 * A run that is active in this process. Thread-safe.
 *
 * @param deadlineNanos when its time is over, by {@link System#nanoTime}
 */
record ActiveRun(
    UserId userId,
    SessionId sessionId,
    Lease lease,
    long deadlineNanos,
    RunLog log,
    StopSignal stop,
    OpenQuestions questions) {}
