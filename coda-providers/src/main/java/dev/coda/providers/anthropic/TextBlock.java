package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.providers.internal.wire.AnswerDraft;

/** Adds text to the answer's, and keeps what it cites. Confined to one thread at a time. */
final class TextBlock implements ContentBlock {
  private final AnswerDraft answer;
  private final int start;
  private final ArrayNode citations = JsonNodeFactory.instance.arrayNode();
  private int length;

  TextBlock(JsonNode block, AnswerDraft answer) {
    this.answer = answer;
    this.start = answer.textLength();
    text(block.path("text").asText(""));
    block.path("citations").forEach(citations::add);
  }

  @Override
  public void delta(StreamFrame.Delta delta) {
    text(delta.text);
    if (delta.citation.isObject()) {
      citations.add(delta.citation);
    }
  }

  @Override
  public void close() {}

  @Override
  public void describe(ThinkingState state) {
    if (length > 0) {
      state.text(length);
    }
  }

  /** Adds what this text cites, with its place in the answer's text. */
  void cite(ArrayNode all) {
    if (!citations.isEmpty()) {
      all.addObject().put("start", start).put("end", start + length).set("citations", citations);
    }
  }

  private void text(String piece) {
    length += piece.length();
    answer.text(piece);
  }
}
