package dev.coda.providers.openai;

import dev.coda.api.error.FailureKind;
import dev.langchain4j.model.output.FinishReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Translates the hosts' finish reasons. */
final class FinishReasons {
  private FinishReasons() {}

  /** Either an end, or a failure that a host dresses up as one. */
  record Meaning(FinishReason reason, @Nullable FailureKind failure) {}

  static Meaning of(String word) {
    String known = word.toLowerCase(Locale.ROOT);
    return switch (known) {
      case "stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete", "completed" ->
          end(FinishReason.STOP);
      case "length",
          "max_tokens",
          "max_output_tokens",
          "model_length",
          "model_context_window_exceeded",
          "context_window_exceeded",
          "context_length_exceeded" ->
          end(FinishReason.LENGTH);
      case "tool_calls", "tool_use", "function_call" -> end(FinishReason.TOOL_EXECUTION);
      case "content_filter", "refusal", "sensitive", "safety" -> end(FinishReason.CONTENT_FILTER);
      case "abort" -> failure(FailureKind.PROVIDER_ERROR);
      case "insufficient_system_resource" -> failure(FailureKind.OVERLOADED);
      default ->
          known.endsWith("error") ? failure(FailureKind.PROVIDER_ERROR) : end(FinishReason.OTHER);
    };
  }

  private static Meaning end(FinishReason reason) {
    return new Meaning(reason, null);
  }

  private static Meaning failure(FailureKind kind) {
    return new Meaning(FinishReason.OTHER, kind);
  }
}
