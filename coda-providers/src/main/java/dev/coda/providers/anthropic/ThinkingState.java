package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Collects the data that Anthropic requires back: thinking with its signature, and the length of
 * text and the number of calls before each piece of it. Confined to one thread at a time.
 */
final class ThinkingState {
  /** One state may hold several providers' entries; none is sent another's. */
  static final String FAMILY = "anthropic";

  static final String BLOCKS = "blocks";
  static final String TEXT = "text";
  static final String LENGTH = "length";
  static final String TOOL_USE = "tool_use";

  private final ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
  private int upToLastThinking;

  void thinking(String thinking, String signature) {
    blocks
        .addObject()
        .put("type", "thinking")
        .put("thinking", thinking)
        .put("signature", signature);
    upToLastThinking = blocks.size();
  }

  void redactedThinking(String data) {
    blocks.addObject().put("type", "redacted_thinking").put("data", data);
    upToLastThinking = blocks.size();
  }

  void text(int length) {
    blocks.addObject().put("type", TEXT).put(LENGTH, length);
  }

  void toolUse() {
    blocks.addObject().put("type", TOOL_USE);
  }

  /** Returns the state; null if there was no thinking. */
  @Nullable ObjectNode state() {
    if (upToLastThinking == 0) {
      return null;
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ArrayNode kept = state.putObject(FAMILY).putArray(BLOCKS);
    for (int i = 0; i < upToLastThinking; i++) {
      kept.add(blocks.get(i));
    }
    return state;
  }
}
