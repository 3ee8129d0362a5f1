package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.AnswerDraft;

/**
 * Receives readable thinking and its signature, which may come without it; or encrypted thinking,
 * which only Anthropic can read. Confined to one thread at a time.
 */
final class ThinkingBlock implements ContentBlock {
  private final AnswerDraft answer;
  private final StringBuilder thinking = new StringBuilder();
  private final String redacted;
  private String signature;

  ThinkingBlock(JsonNode block, AnswerDraft answer) {
    this.answer = answer;
    this.redacted = block.path("data").asText("");
    this.signature = block.path("signature").asText("");
    think(block.path("thinking").asText(""));
  }

  @Override
  public void delta(StreamFrame.Delta delta) {
    think(delta.thinking);
    if (!delta.signature.isEmpty()) {
      signature = delta.signature;
    }
  }

  @Override
  public void close() {}

  /** Anthropic does not accept thinking in the history without its signature. */
  @Override
  public void describe(ThinkingState state) {
    if (!redacted.isEmpty()) {
      state.redactedThinking(redacted);
    } else if (!signature.isEmpty()) {
      state.thinking(thinking.toString(), signature);
    }
  }

  private void think(String piece) {
    thinking.append(piece);
    answer.thinking(piece);
  }
}
