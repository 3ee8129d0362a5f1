package dev.coda.core.internal.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Removes properties that are null if the schema does not require them: models write null for
 * unknown values, and a schema that accepts null can name the type {@code null}. Thread-safe.
 */
final class OptionalNulls {
  private static final int DEEPEST = 500;

  private OptionalNulls() {}

  /** Removes them in place. */
  static void remove(JsonNode value, JsonNode schema) {
    remove(value, schema, schema, DEEPEST);
  }

  private static void remove(JsonNode value, JsonNode schema, JsonNode root, int levels) {
    if (levels == 0 || !value.isContainerNode()) {
      return;
    }
    JsonNode shape = resolved(schema, root);
    if (value instanceof ObjectNode object) {
      List<String> absent = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode property = shape.path("properties").path(field.getKey());
        if (!field.getValue().isNull()) {
          JsonNode inner = property.isMissingNode() ? shape.path("additionalProperties") : property;
          remove(field.getValue(), inner, root, levels - 1);
        } else if (property.isObject()
            && !isRequired(shape, field.getKey())
            && !takesNull(resolved(property, root))) {
          absent.add(field.getKey());
        }
      }
      object.remove(absent);
    } else {
      value.forEach(item -> remove(item, shape.path("items"), root, levels - 1));
    }
  }

  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    String reference = schema.path("$ref").asText();
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
  }

  private static boolean isRequired(JsonNode schema, String name) {
    for (JsonNode required : schema.path("required")) {
      if (required.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** A schema without a plain type may accept null in ways that only a validator can determine. */
  private static boolean takesNull(JsonNode schema) {
    JsonNode type = schema.path("type");
    return !type.isTextual() || type.asText().equals("null");
  }
}
