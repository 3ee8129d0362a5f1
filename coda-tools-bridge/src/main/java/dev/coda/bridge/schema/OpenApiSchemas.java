package dev.coda.bridge.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Turns one operation's schemas into JSON Schema 2020-12 that stands by itself: references into the
 * document become entries of {@code $defs}, and the dialect of OpenAPI 3.0 is translated.
 */
final class OpenApiSchemas {
  private static final String COMPONENTS = "#/components/schemas/";
  private static final Set<String> DROPPED =
      Set.of("nullable", "xml", "discriminator", "externalDocs", "example");
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
  private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples");
  private static final int MAX_REFERENCES = 20;

  private final JsonNode document;
  private final Map<String, JsonNode> definitions = new LinkedHashMap<>();

  OpenApiSchemas(JsonNode document) {
    this.document = document;
  }

  /** What the converted schemas refer to. */
  Map<String, JsonNode> definitions() {
    return definitions;
  }

  /** Follows references inside the document until something that is none. */
  JsonNode resolve(JsonNode node) throws FlawedFileException {
    JsonNode current = node;
    for (int i = 0; i < MAX_REFERENCES && current.has("$ref"); i++) {
      String reference = current.path("$ref").asText();
      if (!reference.startsWith("#/")) {
        throw new FlawedFileException(
            "", "the reference '" + reference + "' leaves the document: nothing is fetched");
      }
      current = document.at(JsonPointer.compile(reference.substring(1)));
      if (current.isMissingNode()) {
        throw new FlawedFileException("", "the reference '" + reference + "' leads nowhere");
      }
    }
    return current;
  }

  JsonNode convert(JsonNode schema) throws FlawedFileException {
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      String name = keyword.getKey();
      JsonNode value = keyword.getValue();
      if (name.equals("$ref")) {
        result.put("$ref", reference(value.asText()));
      } else if (MAPS.contains(name)) {
        result.set(name, map(value));
      } else if (value.isBoolean() && name.startsWith("exclusive")) {
        exclusive(name, value, schema, result);
      } else if (VALUES.contains(name) || !value.isContainerNode()) {
        if (!DROPPED.contains(name) && !result.has(name)) {
          result.set(name, value);
        }
      } else if (!DROPPED.contains(name)) {
        result.set(name, value.isArray() ? list(value) : convert(value));
      }
    }
    if (schema.path("nullable").asBoolean()) {
      permitNull(result);
    }
    return result;
  }

  private String reference(String reference) throws FlawedFileException {
    if (!reference.startsWith(COMPONENTS)) {
      throw new FlawedFileException(
          "", "the reference '" + reference + "' does not begin with " + COMPONENTS);
    }
    String name = reference.substring(COMPONENTS.length());
    if (!definitions.containsKey(name)) {
      // Entered before it is converted, since schemas may contain themselves.
      definitions.put(name, JsonNodeFactory.instance.objectNode());
      JsonNode target = document.at("/components/schemas/" + name);
      if (target.isMissingNode()) {
        throw new FlawedFileException("", "the reference '" + reference + "' leads nowhere");
      }
      definitions.put(name, convert(target));
    }
    return "#/$defs/" + name;
  }

  private ObjectNode map(JsonNode schemas) throws FlawedFileException {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : schemas.properties()) {
      result.set(each.getKey(), convert(each.getValue()));
    }
    return result;
  }

  private ArrayNode list(JsonNode schemas) throws FlawedFileException {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : schemas) {
      result.add(convert(each));
    }
    return result;
  }

  /**
   * In OpenAPI 3.0 the flag {@code exclusiveMinimum} sharpens {@code minimum}; now it is a number.
   */
  private static void exclusive(String name, JsonNode flag, JsonNode schema, ObjectNode result) {
    String bound = name.equals("exclusiveMinimum") ? "minimum" : "maximum";
    if (flag.booleanValue() && schema.has(bound)) {
      result.set(name, schema.get(bound));
    }
  }

  private static void permitNull(ObjectNode schema) {
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      schema.putArray("type").add(type.asText()).add("null");
    }
    if (schema.path("enum") instanceof ArrayNode values) {
      schema.set("enum", values.deepCopy().addNull());
    }
  }
}
