package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.providers.internal.wire.AnswerDraft;

/**
 * Takes thinking, which may be shown, and its signature, which may come alone; or thinking that is
 * only for Anthropic to read. Confined to one thread at a time.
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

  /** Without its signature, thinking is not taken back. */
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
