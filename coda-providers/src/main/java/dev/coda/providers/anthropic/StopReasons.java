package dev.coda.providers.anthropic;

import dev.langchain4j.model.output.FinishReason;

/**
 * Translates Anthropic's stop reasons.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons">Stop
 *     reasons</a>
 */
final class StopReasons {
  static final String REFUSAL = "refusal";

  private StopReasons() {}

  static FinishReason of(String word) {
    return switch (word) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "tool_use" -> FinishReason.TOOL_EXECUTION;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case REFUSAL -> FinishReason.CONTENT_FILTER;
      default -> FinishReason.OTHER;
    };
  }
}
