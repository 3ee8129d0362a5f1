package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * Checks whether OpenAI can hold an answer to a schema exactly, which it only does for schemas that
 * leave nothing open.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs">Structured outputs</a>
 */
final class StrictSchema {
  private static final int DEEPEST = 10;

  private static final Set<String> KNOWN_TO_IT =
      Set.of(
          "type",
          "title",
          "description",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "anyOf",
          "enum",
          "const",
          "$ref",
          "$defs",
          "definitions",
          "format",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minItems",
          "maxItems");

  private static final Set<String> FORMATS =
      Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

  private StrictSchema() {}

  /** Returns the schema with its objects closed that leave open whether there may be more. */
  static JsonNode closed(JsonNode schema) {
    JsonNode closed = schema.deepCopy();
    closed
        .findParents("properties")
        .forEach(parent -> {
          if (parent instanceof ObjectNode object
              && object.path("type").asText().equals("object")
              && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
          }
        });
    return closed;
  }

  static boolean accepts(JsonNode schema) {
    return schema.path("type").asText().equals("object")
        && !schema.has("anyOf")
        && isClosed(schema, 0);
  }

  private static boolean isClosed(JsonNode schema, int depth) {
    if (schema.isMissingNode()) {
      return true;
    }
    if (depth > DEEPEST || !isKnown(schema)) {
      return false;
    }
    if (schema.path("type").asText().equals("object") && !namesEverything(schema)) {
      return false;
    }
    return allClosed(schema.path("properties"), depth)
        && allClosed(schema.path("$defs"), depth)
        && allClosed(schema.path("definitions"), depth)
        && allClosed(schema.path("anyOf"), depth)
        && isClosed(schema.path("items"), depth + 1);
  }

  /** Each place states its type, and nothing accompanies a reference. */
  private static boolean isKnown(JsonNode schema) {
    boolean typed = schema.has("type") || schema.has("anyOf");
    return schema.isObject()
        && (schema.has("$ref") ? schema.size() == 1 : typed)
        && schema.propertyStream().allMatch(field -> KNOWN_TO_IT.contains(field.getKey()))
        && (!schema.has("format") || FORMATS.contains(schema.path("format").asText()));
  }

  private static boolean namesEverything(JsonNode schema) {
    JsonNode additional = schema.path("additionalProperties");
    List<String> required = schema.path("required").valueStream().map(JsonNode::asText).toList();
    return additional.isBoolean()
        && !additional.booleanValue()
        && schema.path("properties").propertyStream().allMatch(p -> required.contains(p.getKey()));
  }

  private static boolean allClosed(JsonNode schemas, int depth) {
    return schemas.valueStream().allMatch(schema -> isClosed(schema, depth + 1));
  }
}
