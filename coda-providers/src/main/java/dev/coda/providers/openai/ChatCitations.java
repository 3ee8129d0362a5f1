package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Collects what an answer cites: annotations, which come one by one, or lists beside the choices,
 * of which each chunk has all so far. Confined to one thread at a time.
 */
final class ChatCitations {
  private final ArrayNode annotations = JsonNodeFactory.instance.arrayNode();
  private JsonNode results = JsonNodeFactory.instance.arrayNode();
  private JsonNode addresses = JsonNodeFactory.instance.arrayNode();

  void annotations(JsonNode more) {
    for (JsonNode annotation : more) {
      if (annotations.valueStream().noneMatch(annotation::equals)) {
        annotations.add(annotation);
      }
    }
  }

  void searchResults(JsonNode all) {
    results = all.isArray() && !all.isEmpty() ? all : results;
  }

  void addresses(JsonNode all) {
    addresses = all.isArray() && !all.isEmpty() ? all : addresses;
  }

  /** Returns what says the most; the lists beside the choices are the same, in the same order. */
  JsonNode cited() {
    if (!annotations.isEmpty()) {
      return annotations;
    }
    return results.isEmpty() ? addresses : results;
  }
}
