package dev.coda.api.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lists the kinds of events with their names on the wire. Immutable. */
public enum EventKind {
  RUN_QUEUED("run_queued", RunQueued.class),
  RUN_STARTED("run_started", RunStarted.class),
  RUN_PAUSED("run_paused", RunPaused.class),
  RUN_RESUMED("run_resumed", RunResumed.class),
  RUN_FINISHED("run_finished", RunFinished.class),
  MESSAGE_START("message_start", MessageStart.class),
  CONTENT_DELTA("content_delta", ContentDelta.class),
  REASONING_DELTA("reasoning_delta", ReasoningDelta.class),
  MESSAGE_END("message_end", MessageEnd.class),
  TOOL_CALL_DELTA("tool_call_delta", ToolCallDelta.class),
  TOOL_CALL("tool_call", ToolCallRequested.class),
  APPROVAL_REQUIRED("approval_required", ApprovalRequired.class),
  TOOL_STARTED("tool_started", ToolStarted.class),
  TOOL_PROGRESS("tool_progress", ToolProgressed.class),
  TOOL_RESULT("tool_result", ToolFinished.class),
  STEP("step", StepTaken.class),
  ATTEMPT_STARTED("attempt_started", AttemptStarted.class),
  ATTEMPT_RESET("attempt_reset", AttemptReset.class),
  USAGE("usage", UsageReported.class),
  BUDGET("budget", BudgetReported.class),
  CONTEXT("context", ContextReported.class),
  COMPACTION("compaction", ContextCompacted.class),
  MEMORY_RECALLED("memory_recalled", MemoryRecalled.class),
  /** A kind that a newer or foreign writer knows; kept as it is. */
  UNKNOWN("", UnknownEvent.class);

  private static final Map<String, EventKind> BY_TYPE = new HashMap<>();

  static {
    for (EventKind kind : values()) {
      BY_TYPE.put(kind.type, kind);
    }
    BY_TYPE.remove("");
  }

  private final String type;
  private final Class<? extends EventPayload> payload;

  EventKind(String type, Class<? extends EventPayload> payload) {
    this.type = type;
    this.payload = payload;
  }

  /** Returns the name on the wire; empty for {@code UNKNOWN}, whose events carry their own. */
  public String type() {
    return type;
  }

  /** Returns the record that holds such an event. */
  public Class<? extends EventPayload> payload() {
    return payload;
  }

  /** Finds the kind of a name on the wire. */
  public static Optional<EventKind> ofType(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }
}
