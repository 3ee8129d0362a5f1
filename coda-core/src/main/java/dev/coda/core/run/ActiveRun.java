package dev.coda.core.run;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.core.loop.OpenQuestions;

/** Is a run at work in this process. Thread-safe. */
record ActiveRun(
    UserId userId,
    SessionId sessionId,
    Lease lease,
    RunLog log,
    StopSignal stop,
    OpenQuestions questions) {}
