package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Tells whether OpenAI can hold an answer to a schema exactly, which it only does for schemas that
 * leave nothing open.
 *
 * @see <a href="https://platform.openai.com/docs/guides/structured-outputs">Structured outputs</a>
 */
final class StrictSchema {
  private static final List<String> UNKNOWN_TO_IT =
      List.of(
          "allOf",
          "oneOf",
          "not",
          "if",
          "dependentRequired",
          "dependentSchemas",
          "patternProperties",
          "propertyNames",
          "uniqueItems",
          "contentEncoding");

  private static final Set<String> FORMATS =
      Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

  private StrictSchema() {}

  static boolean accepts(JsonNode schema) {
    return schema.path("type").asText().equals("object") && isClosed(schema);
  }

  private static boolean isClosed(JsonNode schema) {
    if (schema.isMissingNode()) {
      return true;
    }
    if (schema.isEmpty()) {
      // It takes anything.
      return false;
    }
    if (UNKNOWN_TO_IT.stream().anyMatch(schema::has)
        || (schema.has("format") && !FORMATS.contains(schema.path("format").asText()))) {
      return false;
    }
    if (schema.path("type").asText().equals("object") && !namesEverything(schema)) {
      return false;
    }
    return allClosed(schema.path("properties"))
        && allClosed(schema.path("$defs"))
        && allClosed(schema.path("definitions"))
        && allClosed(schema.path("anyOf"))
        && isClosed(schema.path("items"));
  }

  private static boolean namesEverything(JsonNode schema) {
    JsonNode additional = schema.path("additionalProperties");
    List<String> required = schema.path("required").valueStream().map(JsonNode::asText).toList();
    return additional.isBoolean()
        && !additional.booleanValue()
        && schema.path("properties").propertyStream().allMatch(p -> required.contains(p.getKey()));
  }

  private static boolean allClosed(JsonNode schemas) {
    return schemas.valueStream().allMatch(StrictSchema::isClosed);
  }
}
