package dev.coda.api.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lists the kinds of events with their names on the wire. Immutable. */
public enum EventKind {
  /** See {@link RunQueued}. */
  RUN_QUEUED("run_queued", RunQueued.class),
  /** See {@link RunStarted}. */
  RUN_STARTED("run_started", RunStarted.class),
  /** See {@link RunPaused}. */
  RUN_PAUSED("run_paused", RunPaused.class),
  /** See {@link RunResumed}. */
  RUN_RESUMED("run_resumed", RunResumed.class),
  /** See {@link RunFinished}. */
  RUN_FINISHED("run_finished", RunFinished.class),
  /** See {@link MessageStart}. */
  MESSAGE_START("message_start", MessageStart.class),
  /** See {@link ContentDelta}. */
  CONTENT_DELTA("content_delta", ContentDelta.class),
  /** See {@link ReasoningDelta}. */
  REASONING_DELTA("reasoning_delta", ReasoningDelta.class),
  /** See {@link MessageEnd}. */
  MESSAGE_END("message_end", MessageEnd.class),
  /** See {@link ToolCallDelta}. */
  TOOL_CALL_DELTA("tool_call_delta", ToolCallDelta.class),
  /** See {@link ToolCallRequested}. */
  TOOL_CALL("tool_call", ToolCallRequested.class),
  /** See {@link ApprovalRequired}. */
  APPROVAL_REQUIRED("approval_required", ApprovalRequired.class),
  /** See {@link ToolStarted}. */
  TOOL_STARTED("tool_started", ToolStarted.class),
  /** See {@link ToolProgressed}. */
  TOOL_PROGRESS("tool_progress", ToolProgressed.class),
  /** See {@link ToolFinished}. */
  TOOL_RESULT("tool_result", ToolFinished.class),
  /** See {@link StepTaken}. */
  STEP("step", StepTaken.class),
  /** See {@link AttemptStarted}. */
  ATTEMPT_STARTED("attempt_started", AttemptStarted.class),
  /** See {@link AttemptReset}. */
  ATTEMPT_RESET("attempt_reset", AttemptReset.class),
  /** See {@link UsageReported}. */
  USAGE("usage", UsageReported.class),
  /** See {@link BudgetReported}. */
  BUDGET("budget", BudgetReported.class),
  /** See {@link ContextReported}. */
  CONTEXT("context", ContextReported.class),
  /** See {@link ContextCompacted}. */
  COMPACTION("compaction", ContextCompacted.class),
  /** See {@link MemoryRecalled}. */
  MEMORY_RECALLED("memory_recalled", MemoryRecalled.class),
  /** A kind that was written by a newer version or another program; kept unchanged. */
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

  /** {@return the name on the wire; empty for {@code UNKNOWN}, whose events carry their own} */
  public String type() {
    return type;
  }

  /** {@return the record of this kind of event} */
  public Class<? extends EventPayload> payload() {
    return payload;
  }

  /**
   * Finds the kind of a name on the wire.
   *
   * @param type the type, as on the wire
   * @return the kind; empty if this version has none of that name
   */
  public static Optional<EventKind> ofType(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }
}
