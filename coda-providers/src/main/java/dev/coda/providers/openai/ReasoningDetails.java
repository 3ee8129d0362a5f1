package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces of a model's reasoning that a host requires back. It must be complete: a
 * signature with only a part of the signed text is refused. Confined to one thread at a time.
 *
 * @see <a href="https://openrouter.ai/docs/guides/best-practices/reasoning-tokens">Reasoning
 *     tokens</a>
 */
final class ReasoningDetails {
  private static final Set<String> GROWING = Set.of("text", "summary", "data");

  private final ArrayNode whole = JsonNodeFactory.instance.arrayNode();

  void add(JsonNode pieces) {
    for (JsonNode piece : pieces) {
      ObjectNode known = piece.isObject() ? known(piece) : null;
      if (known == null) {
        whole.add(piece.deepCopy());
      } else {
        piece.properties().forEach(field -> merge(known, field.getKey(), field.getValue()));
      }
    }
  }

  /** Returns the details; empty if there are none. */
  ArrayNode whole() {
    return whole;
  }

  /** Returns what a piece continues: of the same type in the same place, under no other id. */
  private @Nullable ObjectNode known(JsonNode piece) {
    for (JsonNode detail : whole) {
      String id = piece.path("id").asText("");
      String knownId = detail.path("id").asText("");
      if (piece.path("index").isInt()
          && piece.path("index").equals(detail.path("index"))
          && piece.path("type").equals(detail.path("type"))
          && (id.isEmpty() || knownId.isEmpty() || id.equals(knownId))) {
        return (ObjectNode) detail;
      }
    }
    return null;
  }

  private static void merge(ObjectNode known, String field, JsonNode value) {
    if (GROWING.contains(field) && value.isTextual() && known.path(field).isTextual()) {
      known.put(field, known.path(field).textValue() + value.textValue());
    } else if (!value.isNull()) {
      known.set(field, value);
    }
  }
}
