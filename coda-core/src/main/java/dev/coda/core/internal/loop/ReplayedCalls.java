package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the tool calls of a log: which belong to the last reply, and how far each of them has
 * come. Confined to one thread at a time.
 */
final class ReplayedCalls {
  private final Map<CallId, State> lastReply = new LinkedHashMap<>();
  private boolean answered;
  private int firstResult;
  private int replies;
  private int calls;

  /**
   * Adds a call. The calls of one reply are stored together, so one that comes after a start or a
   * result belongs to the next.
   *
   * @param nextPart the index after all parts of the message so far
   */
  void requested(ToolCallRequested asked, int nextPart) {
    if (replies == 0 || answered) {
      lastReply.clear();
      answered = false;
      replies++;
    }
    lastReply.put(asked.callId(), new State(asked, lastReply.size(), calls++));
    firstResult = nextPart;
  }

  void started(CallId id) {
    answered = true;
    State call = lastReply.get(id);
    if (call != null) {
      call.started = true;
      call.question = null;
      call.answer = null;
    }
  }

  void finished(ToolFinished result) {
    answered = true;
    State call = lastReply.get(result.callId());
    if (call != null) {
      call.finished = true;
      firstResult = result.part() - call.index;
    }
  }

  void questioned(ApprovalRequired question) {
    State call = lastReply.get(question.callId());
    // A tool's question ends with the process in which the tool waited.
    if (call != null && !ApprovalRequired.ELICITATION.equals(question.reason())) {
      call.question = question;
      call.answer = null;
      // Its service refused it until the user has signed in, so it had no effect.
      call.started = call.started && question.signIn() == null;
    }
  }

  void resumed(RunResumed resumed) {
    if (RunResumed.EXPIRED.equals(resumed.reason())) {
      lastReply.values().stream()
          .filter(call -> call.question != null && call.answer == null)
          .forEach(call -> call.answer = OpenCall.Answer.EXPIRED);
    }
    if (resumed.decisions() != null) {
      resumed.decisions().forEach(this::decided);
    }
  }

  /** Returns the calls of the last reply that have no result, in its order. */
  List<OpenCall> open() {
    List<OpenCall> open = new ArrayList<>();
    for (State call : lastReply.values()) {
      if (!call.finished) {
        open.add(call.open(firstResult + call.index));
      }
    }
    return open;
  }

  /** Returns the index after the results of the last reply. */
  int settledParts() {
    return replies == 0 ? 0 : firstResult + lastReply.size();
  }

  /** Counts the replies that asked for tools. */
  int replies() {
    return replies;
  }

  /** Counts the calls of all replies. */
  int calls() {
    return calls;
  }

  private void decided(ApprovalDecision decision) {
    State call = lastReply.get(decision.callId());
    if (call == null) {
      return;
    }
    if (decision.decision() == ApprovalDecision.Verdict.DENY) {
      call.answer = OpenCall.Answer.DENIED;
      return;
    }
    call.answer = OpenCall.Answer.APPROVED;
    if (decision.input() != null) {
      call.input = decision.input();
    }
  }

  private static final class State {
    private final ToolCallRequested asked;
    private final int index;
    private final int number;
    private JsonNode input;
    private boolean started;
    private boolean finished;
    private @Nullable ApprovalRequired question;
    private OpenCall.@Nullable Answer answer;

    State(ToolCallRequested asked, int index, int number) {
      this.asked = asked;
      this.index = index;
      this.number = number;
      this.input = asked.input();
    }

    OpenCall open(int resultPart) {
      // Text is what a model sent instead of JSON; it is as wrong now as it was then.
      String arguments = input.isTextual() ? input.textValue() : input.toString();
      Reply.AskedCall call =
          new Reply.AskedCall(
              asked.callId(), asked.part(), asked.toolName(), arguments, asked.state());
      return new OpenCall(call, resultPart, number, started, question, answer);
    }
  }
}
