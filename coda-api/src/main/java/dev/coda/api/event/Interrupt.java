package dev.coda.api.event;

import dev.coda.api.id.CallId;

/**
 * One thing that a paused run waits for. Immutable.
 *
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param reason such as {@code approval}
 */
public record Interrupt(CallId callId, String toolName, String reason) {}
