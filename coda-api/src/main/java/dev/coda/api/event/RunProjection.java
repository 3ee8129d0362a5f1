package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds a run's events into its rows: messages, tool calls, thoughts, usage.
 *
 * <p>The result depends only on the events, so every store and every viewer gets the same rows.
 * Applying an event again has no effect. Confined to one thread at a time.
 */
public final class RunProjection {
  private static final Comparator<Thought> BY_NUMBER = Comparator.comparingInt(Thought::stepNumber);

  private long lastSeq;
  private RunStatus status = RunStatus.QUEUED;
  private @Nullable Message userMessage;
  private @Nullable Draft answer;
  private final Map<CallId, CallDraft> calls = new LinkedHashMap<>();
  private final List<Thought> thoughts = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private @Nullable BigDecimal costUsd;
  private @Nullable ErrorInfo error;
  private @Nullable String traceId;

  private boolean userMessageChanged;
  private boolean answerChanged;
  private ProjectionChange.@Nullable HeadMove head;

  /** Begins before the first event. */
  public RunProjection() {}

  /**
   * Folds these events from the start.
   *
   * @param events the events, in their order
   * @return the projection
   */
  public static RunProjection of(Iterable<RunEvent> events) {
    RunProjection projection = new RunProjection();
    events.forEach(projection::apply);
    return projection;
  }

  /**
   * Adds the next event. An event that was applied before, or whose kind has no rows, changes
   * nothing.
   *
   * @param event the event
   */
  public void apply(RunEvent event) {
    if (event.seq() <= lastSeq) {
      return;
    }
    lastSeq = event.seq();
    switch (event.kind()) {
      case RUN_STARTED -> started(event, (RunStarted) event.payload());
      case RUN_PAUSED -> status = RunStatus.PAUSED;
      case RUN_RESUMED -> resumed((RunResumed) event.payload());
      case RUN_FINISHED -> finished((RunFinished) event.payload());
      case MESSAGE_START -> opened(event, (MessageStart) event.payload());
      case CONTENT_DELTA -> said((ContentDelta) event.payload());
      case REASONING_DELTA -> thought((ReasoningDelta) event.payload());
      case MESSAGE_END -> closed((MessageEnd) event.payload());
      case TOOL_CALL -> toolRequested(event, (ToolCallRequested) event.payload());
      case TOOL_STARTED -> toolStarted((ToolStarted) event.payload());
      case TOOL_RESULT -> toolFinished((ToolFinished) event.payload());
      case APPROVAL_REQUIRED -> questioned((ApprovalRequired) event.payload());
      case STEP -> stepTaken(event, (StepTaken) event.payload());
      case ATTEMPT_RESET -> reset((AttemptReset) event.payload());
      case ATTEMPT_STARTED -> asked((AttemptStarted) event.payload());
      case COMPACTION -> compacted((ContextCompacted) event.payload());
      case USAGE -> counted((UsageReported) event.payload());
      default -> {
        // Kinds that only viewers care for, and unknown ones, leave no rows.
      }
    }
  }

  /** {@return the sequence number of the last event; 0 before the first} */
  public long lastSeq() {
    return lastSeq;
  }

  /** {@return the status of the run} */
  public RunStatus status() {
    return status;
  }

  /** {@return the user's message; empty if the run answers one that was stored before} */
  public Optional<Message> userMessage() {
    return Optional.ofNullable(userMessage);
  }

  /** {@return the assistant's message so far} */
  public Optional<Message> answer() {
    return answer == null ? Optional.empty() : Optional.of(answer.message(this));
  }

  /** {@return the parts of the assistant's message so far; none before it begins} */
  public List<Part> answerParts() {
    return answer == null ? List.of() : answer.parts.parts();
  }

  /** {@return the text of the assistant's message so far; see {@link Message#text}} */
  public String answerText() {
    return answer == null ? "" : answer.parts.text();
  }

  /** {@return the index after the last part of the assistant's message; 0 before the first} */
  public int nextPart() {
    return answer == null ? 0 : answer.parts.next();
  }

  /** {@return the tool calls in the order in which the model requested them} */
  public List<ToolCall> toolCalls() {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<ToolCall> rows = new ArrayList<>(calls.size());
    for (CallDraft call : calls.values()) {
      rows.add(call.row());
    }
    return Collections.unmodifiableList(rows);
  }

  /** {@return the chain of thought, in the order of its numbers} */
  public List<Thought> thoughts() {
    // Tools side by side take their numbers before either is written.
    List<Thought> sorted = new ArrayList<>(thoughts);
    sorted.sort(BY_NUMBER);
    return Collections.unmodifiableList(sorted);
  }

  /** {@return the tokens of all model calls so far} */
  public Usage usage() {
    return usage;
  }

  /** {@return the cost so far in US dollars; empty if no call had a known price} */
  public Optional<BigDecimal> costUsd() {
    return Optional.ofNullable(costUsd);
  }

  /** {@return the reason for the run's failure} */
  public Optional<ErrorInfo> error() {
    return Optional.ofNullable(error);
  }

  /**
   * {@return the rows to write since the last call: the messages and the head when they begin, and
   * the answer with its calls and thoughts when the run has ended} Until the run has ended, readers
   * compute the answer from the log.
   */
  public ProjectionChange drain() {
    List<Message> messages = new ArrayList<>(2);
    if (userMessageChanged && userMessage != null) {
      messages.add(userMessage);
    }
    if (answerChanged) {
      answer().ifPresent(messages::add);
    }
    boolean whole = answerChanged && status.isTerminal();
    ProjectionChange change =
        new ProjectionChange(
            messages, whole ? toolCalls() : List.of(), whole ? thoughts() : List.of(), head, null);
    userMessageChanged = false;
    answerChanged = false;
    head = null;
    return change;
  }

  private void started(RunEvent event, RunStarted started) {
    status = RunStatus.RUNNING;
    traceId = started.traceId();
    if (started.content() != null) {
      userMessage =
          Message.user(
              started.userMessageId(),
              event.sessionId(),
              started.parentId(),
              started.content(),
              event.ts());
      userMessageChanged = true;
    }
    head = new ProjectionChange.HeadMove(null, started.userMessageId());
  }

  private void opened(RunEvent event, MessageStart start) {
    answer = new Draft(event, start);
    answerChanged = true;
    MessageId from = head == null ? start.parentId() : head.onlyFrom();
    head = new ProjectionChange.HeadMove(from, start.messageId());
  }

  private void said(ContentDelta delta) {
    if (answer != null) {
      answer.model = answer.asked;
      answer.parts.text(delta.part(), delta.offset(), delta.delta(), delta.metadata());
    }
  }

  private void thought(ReasoningDelta delta) {
    if (answer != null) {
      answer.model = answer.asked;
      answer.parts.reasoning(delta.part(), delta.offset(), delta.delta(), delta.state());
    }
  }

  private void closed(MessageEnd end) {
    if (answer != null) {
      answer.processingTimeMs = end.processingTimeMs();
    }
  }

  private void toolRequested(RunEvent event, ToolCallRequested asked) {
    calls.put(asked.callId(), new CallDraft(event, asked, traceId));
    if (answer != null) {
      answer.parts.whole(
          asked.part(),
          new ToolCallPart(asked.callId(), asked.toolName(), asked.input(), asked.state()));
    }
  }

  private void resumed(RunResumed resumed) {
    status = RunStatus.RUNNING;
    if (resumed.decisions() != null) {
      resumed.decisions().forEach(this::decided);
    }
  }

  /** The tool runs with the input as a person changed it, so that input is stored. */
  private void decided(ApprovalDecision decision) {
    JsonNode input = decision.input();
    if (input == null || decision.decision() != ApprovalDecision.Verdict.APPROVE) {
      return;
    }
    CallDraft call = calls.get(decision.callId());
    if (call != null) {
      call.input(input);
    }
    if (answer != null) {
      answer.parts.input(decision.callId(), input);
    }
  }

  private void toolStarted(ToolStarted start) {
    CallDraft call = calls.get(start.callId());
    if (call != null) {
      call.running();
    }
  }

  /** A call whose user must sign in first was refused by its service, so it had no effect. */
  private void questioned(ApprovalRequired question) {
    CallDraft call = calls.get(question.callId());
    if (call != null && question.signIn() != null) {
      call.pending();
    }
  }

  private void toolFinished(ToolFinished end) {
    CallDraft call = calls.get(end.callId());
    if (call != null) {
      call.finished(end);
    }
    if (answer != null) {
      Long time = end.status() == ToolStatus.DENIED ? null : Long.valueOf(end.executionTimeMs());
      answer.parts.whole(
          end.part(),
          new ToolResultPart(
              end.callId(), end.toolName(), end.status(), end.output(), end.error(), time));
    }
  }

  private void stepTaken(RunEvent event, StepTaken step) {
    scored(step.metadata());
    thoughts.add(
        new Thought(
            step.messageId(),
            step.stepNumber(),
            step.stepType(),
            step.content(),
            step.metadata(),
            event.ts()));
  }

  /** A step may score a call anew, once the answer shows whether it was useful. */
  private void scored(@Nullable JsonNode metadata) {
    JsonNode evaluation = metadata == null ? null : metadata.get("evaluation");
    JsonNode scored = metadata == null ? null : metadata.get("call_id");
    if (evaluation == null || scored == null) {
      return;
    }
    CallDraft call = calls.get(callId(scored.asText()));
    if (call != null) {
      call.scored(evaluation);
    }
  }

  private static @Nullable CallId callId(String text) {
    try {
      return CallId.of(text);
    } catch (IllegalArgumentException e) {
      // Of a call that this run does not have.
      return null;
    }
  }

  private void asked(AttemptStarted attempt) {
    if (answer != null) {
      answer.asked = new ModelRef(attempt.provider(), attempt.model());
    }
  }

  private void reset(AttemptReset reset) {
    if (answer != null) {
      answer.parts.dropFrom(reset.part());
    }
  }

  private void compacted(ContextCompacted compaction) {
    if (answer != null) {
      answer.metadata = compaction.metadata();
    }
  }

  private void counted(UsageReported report) {
    usage = usage.plus(report.tokens());
    if (answer != null) {
      answer.model = new ModelRef(report.provider(), report.model());
    }
    if (report.costUsd() != null) {
      costUsd = costUsd == null ? report.costUsd() : costUsd.add(report.costUsd());
    }
  }

  private void finished(RunFinished end) {
    status = end.status();
    error = end.error();
    answerChanged = answer != null;
  }

  private static final class Draft {
    private final RunEvent opening;
    private final MessageStart start;
    private final PartsDraft parts = new PartsDraft();
    private @Nullable Long processingTimeMs;
    private @Nullable JsonNode metadata;

    /** The model that is being called; it becomes the answer's model with its first output. */
    private ModelRef asked;

    private ModelRef model;

    Draft(RunEvent opening, MessageStart start) {
      this.opening = opening;
      this.start = start;
      this.asked = ModelRef.of(start.model());
      this.model = asked;
    }

    Message message(RunProjection run) {
      return Message.builder(start.messageId(), opening.sessionId(), Role.ASSISTANT, opening.ts())
          .parentId(start.parentId())
          .runId(opening.runId())
          .parts(parts.parts())
          .model(model)
          .usage(run.usage)
          .costUsd(run.costUsd)
          .processingTimeMs(processingTimeMs)
          .status(run.status.ofAnswer())
          .error(run.error)
          .metadata(metadata)
          .build();
    }
  }
}
