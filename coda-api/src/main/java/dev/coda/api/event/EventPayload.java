package dev.coda.api.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What happened in an event of a run. Each kind is a record of its own. Immutable. */
public sealed interface EventPayload
    permits RunQueued,
        RunStarted,
        RunPaused,
        RunResumed,
        RunFinished,
        MessageStart,
        ContentDelta,
        ReasoningDelta,
        MessageEnd,
        ToolCallDelta,
        ToolCallRequested,
        ApprovalRequired,
        ToolStarted,
        ToolProgressed,
        ToolFinished,
        StepTaken,
        AttemptStarted,
        AttemptReset,
        UsageReported,
        BudgetReported,
        ContextReported,
        ContextCompacted,
        MemoryRecalled,
        UnknownEvent {

  /** {@return which kind this is; what code at Java 17 switches on} */
  EventKind kind();

  /** {@return the name on the wire} */
  @JsonIgnore
  default String type() {
    return kind().type();
  }
}
