package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.message.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer with the data that is needed to score it. Immutable.
 *
 * @param request the user's message; may be empty
 * @param finishReason such as {@code stop}, {@code length}
 * @param calls the tool calls before the answer
 */
public record AnswerCase(String request, String answer, String finishReason, List<ToolCall> calls) {
  public AnswerCase {
    calls = List.copyOf(calls);
  }

  /** Returns the output of a call; null if it has no result. */
  static @Nullable JsonNode result(ToolCall call) {
    return call.status() == ToolStatus.SUCCESS ? call.output() : null;
  }

  /** Returns whether any call has a result. */
  boolean hasResults() {
    for (ToolCall call : calls) {
      if (result(call) != null) {
        return true;
      }
    }
    return false;
  }
}
