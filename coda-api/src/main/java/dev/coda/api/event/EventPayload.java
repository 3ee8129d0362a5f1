package dev.coda.api.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** The content of an event of a run. Each kind has its own record. Immutable. */
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

  /** {@return the kind of this event, for a {@code switch} in code for Java 17} */
  EventKind kind();

  /** {@return the name on the wire} */
  @JsonIgnore
  default String type() {
    return kind().type();
  }
}
