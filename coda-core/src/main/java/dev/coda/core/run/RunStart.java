package dev.coda.core.run;

import dev.coda.api.event.RunProjection;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;

/**
 * Where a log begins to write: at the start of a run, or behind what an earlier owner wrote.
 *
 * @param bytes what the run has added to its log before
 */
record RunStart(
    RunId runId, SessionId sessionId, long fence, RunProjection projection, long bytes) {}
