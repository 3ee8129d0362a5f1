package dev.coda.api.session;

import dev.coda.api.event.RunStatus;

/**
 * How far a run's log has come. Immutable.
 *
 * @param status whether it is still active
 * @param lastSeq the number of the last event that is stored
 */
public record RunProgress(RunStatus status, long lastSeq) {}
