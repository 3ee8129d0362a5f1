package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.message.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer with what it has to be measured by. Immutable.
 *
 * @param request what the user asked; may be empty
 * @param finishReason such as {@code stop}, {@code length}
 * @param calls the tool calls on the way to the answer
 */
public record AnswerCase(String request, String answer, String finishReason, List<ToolCall> calls) {
  public AnswerCase {
    calls = List.copyOf(calls);
  }

  /** Returns what a call brought; null if it brought no result. */
  static @Nullable JsonNode result(ToolCall call) {
    return call.status() == ToolStatus.SUCCESS ? call.output() : null;
  }

  /** Returns whether any call brought a result. */
  boolean hasResults() {
    for (ToolCall call : calls) {
      if (result(call) != null) {
        return true;
      }
    }
    return false;
  }
}
