package dev.coda.core.internal.loop;

import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunQueued;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.id.CallId;
import dev.coda.api.message.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run's log again to restore its request, its usage and its progress. The result depends
 * only on the events. Confined to one thread at a time.
 */
public final class RunReplay {
  private final RunProjection projection = new RunProjection();
  private final ReplayedCalls calls = new ReplayedCalls();
  private final Map<CallId, ApprovalDecision.Verdict> decisions = new HashMap<>();
  private @Nullable RunStarted opening;
  private RunQueued.@Nullable Request request;
  private int position;
  private @Nullable Instant last;
  private Duration atWork = Duration.ZERO;
  private @Nullable Long firstTokenMs;
  private int steps;
  private int rejectedAnswers;
  private long bytes;

  /** Adds the next event. */
  public void apply(RunEvent event) {
    projection.apply(event);
    boolean isAsked = event.kind() == EventKind.RUN_STARTED || event.kind() == EventKind.RUN_QUEUED;
    if (!isAsked) {
      bytes += EventSize.of(event.payload());
    }
    if (last != null
        && !isAsked
        && event.kind() != EventKind.RUN_RESUMED
        && event.ts().isAfter(last)) {
      // The run was not active before its turn, nor between the last event and the one with which
      // it resumes.
      atWork = atWork.plus(Duration.between(last, event.ts()));
    }
    last = event.ts();
    switch (event.kind()) {
      case RUN_QUEUED -> queued((RunQueued) event.payload());
      case RUN_STARTED -> opening = (RunStarted) event.payload();
      case RUN_RESUMED -> resumed((RunResumed) event.payload());
      case CONTENT_DELTA, REASONING_DELTA -> spoke();
      case TOOL_CALL -> calls.requested((ToolCallRequested) event.payload(), projection.nextPart());
      case TOOL_STARTED -> calls.started(((ToolStarted) event.payload()).callId());
      case TOOL_RESULT -> calls.finished((ToolFinished) event.payload());
      case APPROVAL_REQUIRED -> questioned((ApprovalRequired) event.payload());
      case STEP -> stepTaken((StepTaken) event.payload());
      default -> {
        // Does not change the state of the run.
      }
    }
  }

  /** Returns the rows that follow from the log. */
  public RunProjection projection() {
    return projection;
  }

  /** Returns how the run began; empty if its log is damaged. */
  public Optional<RunStarted> opening() {
    return Optional.ofNullable(opening);
  }

  /** Returns the request of a run that waits for its turn; empty if it has never waited. */
  public Optional<RunQueued.Request> request() {
    return Optional.ofNullable(request);
  }

  /** Returns the other settings of the request; null if they were not stored. */
  public @Nullable RunSettings settings() {
    if (opening != null) {
      return opening.settings();
    }
    return request == null ? null : request.settings();
  }

  /** Returns the last position in the queue that the log reports; 0 if there is none. */
  public int position() {
    return position;
  }

  /** Returns the state of the run. */
  public ResumePoint point() {
    List<ToolCall> settled =
        projection.toolCalls().stream().filter(call -> call.status().isFinal()).toList();
    return new ResumePoint(calls.settledParts(), calls.open(), settled, steps, firstTokenMs);
  }

  /**
   * Returns the last decision about a call; empty if there is none, or the question is asked again.
   */
  public Optional<ApprovalDecision.Verdict> decision(CallId call) {
    return Optional.ofNullable(decisions.get(call));
  }

  /**
   * Counts the model calls that led to tool calls or to an answer that was rejected. A model call
   * that was cut off is not counted, since it is repeated.
   */
  public int modelCalls() {
    return calls.replies() + rejectedAnswers;
  }

  /** Counts the requested tool calls. */
  public int toolCalls() {
    return calls.calls();
  }

  /**
   * Returns how long the run was active, without the time that it waited for people or for a
   * process.
   */
  public Duration atWork() {
    return atWork;
  }

  /** Returns about how many bytes the run has added to its log after the user's message. */
  public long bytes() {
    return bytes;
  }

  private void questioned(ApprovalRequired question) {
    calls.questioned(question);
    decisions.remove(question.callId());
  }

  private void resumed(RunResumed resumed) {
    calls.resumed(resumed);
    if (resumed.decisions() != null) {
      resumed.decisions().forEach(held -> decisions.put(held.callId(), held.decision()));
    }
  }

  private void queued(RunQueued queued) {
    position = queued.position();
    if (queued.request() != null) {
      request = queued.request();
    }
  }

  private void stepTaken(StepTaken step) {
    steps = Math.max(steps, step.stepNumber());
    if (AnswerCheck.isRejection(step)) {
      rejectedAnswers++;
    }
  }

  private void spoke() {
    if (firstTokenMs == null) {
      firstTokenMs = atWork.toMillis();
    }
  }
}
