package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Collects the data that OpenAI requires back: its encrypted thinking, the length of text and the
 * calls before and after each piece of it, and the phase of each text. Text itself is not kept,
 * since the message has it. Confined to one thread at a time.
 */
final class ResponsesState {
  /** One state may hold several protocols' entries; none is sent another's. */
  static final String FAMILY = "openai_responses";

  static final String ITEMS = "items";
  static final String TEXT = "text";
  static final String LENGTH = "length";
  static final String PHASE = "phase";
  static final String CALL = "call";
  static final String REASONING = "reasoning";
  static final String ENCRYPTED = "encrypted_content";

  private final ArrayNode items = JsonNodeFactory.instance.arrayNode();
  private boolean hasPhase;

  /** Without its encrypted content OpenAI cannot use a thought, since it has not stored any. */
  void reasoning(JsonNode item) {
    if (item.path(ENCRYPTED).asText("").isEmpty()) {
      return;
    }
    ObjectNode kept = items.addObject().put("type", REASONING);
    if (item.path("id").isTextual()) {
      kept.set("id", item.get("id"));
    }
    kept.set("summary", item.path("summary").isArray() ? item.get("summary") : items.arrayNode());
    kept.set(ENCRYPTED, item.get(ENCRYPTED));
  }

  void text(int length, @Nullable String phase) {
    if (length == 0) {
      return;
    }
    ObjectNode kept = items.addObject().put("type", TEXT).put(LENGTH, length);
    if (phase != null) {
      kept.put(PHASE, phase);
      hasPhase = true;
    }
  }

  void call() {
    items.addObject().put("type", CALL);
  }

  /**
   * Returns the state; null if the message itself is enough. A thought without a following item is
   * left out, since OpenAI does not accept it.
   */
  @Nullable ObjectNode state() {
    while (!items.isEmpty() && isReasoning(items.get(items.size() - 1))) {
      items.remove(items.size() - 1);
    }
    if (!hasPhase && items.valueStream().noneMatch(ResponsesState::isReasoning)) {
      return null;
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.putObject(FAMILY).set(ITEMS, items);
    return state;
  }

  private static boolean isReasoning(JsonNode item) {
    return item.path("type").asText().equals(REASONING);
  }
}
