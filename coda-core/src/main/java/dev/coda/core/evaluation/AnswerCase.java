package dev.coda.core.evaluation;

import dev.coda.api.content.ToolStatus;
import dev.coda.api.message.ToolCall;
import java.util.List;

/**
 * Is an answer with what it has to be measured by. Immutable.
 *
 * @param request what the user asked; may be empty
 * @param finishReason such as {@code stop}, {@code length}
 * @param calls the tool calls on the way to the answer
 */
public record AnswerCase(String request, String answer, String finishReason, List<ToolCall> calls) {
  public AnswerCase {
    calls = List.copyOf(calls);
  }

  /** Returns the calls that brought a result. */
  List<ToolCall> results() {
    return calls.stream()
        .filter(call -> call.status() == ToolStatus.SUCCESS && call.output() != null)
        .toList();
  }
}
