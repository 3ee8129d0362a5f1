package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Collects the citations of an answer: annotations, which are sent one by one, or lists outside of
 * the choices, which are complete in each chunk. Confined to one thread at a time.
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

  /**
   * Returns the most detailed source; the lists outside of the choices have the same citations in
   * the same order.
   */
  JsonNode cited() {
    if (!annotations.isEmpty()) {
      return annotations;
    }
    return results.isEmpty() ? addresses : results;
  }
}
