package dev.coda.core.internal.loop;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.CallId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered in one call. Immutable.
 *
 * @param model the one that answered, which may not be the one that was asked for
 * @param thoughts what it showed of its reasoning; may be empty
 * @param finishReason such as {@code stop}, {@code tool_calls}, {@code length}
 */
record Reply(
    ModelRef model,
    String text,
    String thoughts,
    List<AskedCall> calls,
    String finishReason,
    Usage usage) {

  static final String BUDGET_EXHAUSTED = "budget_exhausted";

  Reply {
    calls = List.copyOf(calls);
  }

  /** Returns all that the model has written: its thoughts, its text and its calls' arguments. */
  String said() {
    return calls.stream().map(AskedCall::arguments).collect(joining("", thoughts + text, ""));
  }

  /** Ends the turn here: what the model still asks for is not granted. */
  Reply landed() {
    return new Reply(model, text, thoughts, List.of(), BUDGET_EXHAUSTED, usage);
  }

  /**
   * One tool call as the model wrote it. Immutable.
   *
   * @param part its place in the message
   * @param arguments the model's own text, not checked
   * @param state what the provider wants back with it; null if nothing
   */
  record AskedCall(
      CallId callId, int part, String toolName, String arguments, @Nullable JsonNode state) {}
}
