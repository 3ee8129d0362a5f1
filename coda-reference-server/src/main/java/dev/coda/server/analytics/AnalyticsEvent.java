package dev.coda.server.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as a row of {@code analytics_events} keeps it. Immutable.
 *
 * @param userId null for the owner of the session
 * @param sessionId null if it belongs to none
 */
record AnalyticsEvent(
    UUID id,
    String eventType,
    @Nullable UUID userId,
    @Nullable UUID sessionId,
    ObjectNode properties,
    Instant timestamp) {
  /** A request of a signed-in user: method, route, status and duration_ms. */
  static final String REQUEST = "request";

  /** A tool call that ended: tool_name, status, duration_ms, error and score. */
  static final String TOOL_CALL = "tool_call";

  /** A step of a chain of thought: step_type, tools, tool_name and score. */
  static final String STEP = "step";

  /** A person was asked about a tool call: call_id, tool_name and reason. */
  static final String APPROVAL_REQUIRED = "approval_required";

  /** A person answered: call_id and decision. */
  static final String APPROVAL_DECIDED = "approval_decided";

  /** A run that ended: status and reason. What it used is in run_usage. */
  static final String RUN_FINISHED = "run_finished";
}
