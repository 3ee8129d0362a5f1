package dev.coda.core.internal.loop;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.CallId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a model to one call. Immutable.
 *
 * @param model the model that answered, which may not be the requested one
 * @param thoughts the reasoning that it showed; may be empty
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

  /** Ends the turn here: further tool calls of the model are not granted. */
  Reply asFinal() {
    return new Reply(model, text, thoughts, List.of(), BUDGET_EXHAUSTED, usage);
  }

  /**
   * One tool call as the model wrote it. Immutable.
   *
   * @param part its place in the message
   * @param arguments the model's own text, not checked
   * @param state data that the provider requires back with it; null for none
   */
  record AskedCall(
      CallId callId, int part, String toolName, String arguments, @Nullable JsonNode state) {}
}
