package dev.coda.core.tools;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The constraints of one place of a schema, with those of its references and its alternatives.
 *
 * @param all the schemas with constraints; each applies, or is one of several alternatives
 */
record SchemaParts(List<JsonNode> all) {
  private static final int DEEPEST = 12;
  private static final int MOST = 200;

  static SchemaParts of(JsonNode root, JsonNode schema) {
    List<JsonNode> parts = new ArrayList<>();
    collect(root, schema, 0, parts);
    return new SchemaParts(parts);
  }

  private static void collect(JsonNode root, JsonNode schema, int depth, List<JsonNode> parts) {
    if (!schema.isObject() || depth > DEEPEST || parts.size() > MOST) {
      return;
    }
    parts.add(schema);
    JsonNode reference = schema.path("$ref");
    if (reference.isTextual() && reference.textValue().startsWith("#")) {
      collect(root, at(root, reference.textValue().substring(1)), depth + 1, parts);
    }
    for (String keyword : new String[] {"allOf", "anyOf", "oneOf"}) {
      for (JsonNode part : schema.path(keyword)) {
        collect(root, part, depth + 1, parts);
      }
    }
  }

  private static JsonNode at(JsonNode root, String pointer) {
    try {
      return root.at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }

  /** The types that are named; empty if none is. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (JsonNode part : all) {
      JsonNode type = part.path("type");
      if (type.isTextual()) {
        types.add(type.textValue());
      }
      type.forEach(each -> types.add(each.asText()));
    }
    return types;
  }

  /** The values that are listed; empty if none is. */
  List<JsonNode> values() {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode part : all) {
      part.path("enum").forEach(values::add);
      if (part.has("const")) {
        values.add(part.path("const"));
      }
    }
    return values;
  }

  boolean isRequired(String property) {
    for (JsonNode part : all) {
      for (JsonNode name : part.path("required")) {
        if (name.asText().equals(property)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The schema of a property; missing if there is none. */
  JsonNode property(String name) {
    for (JsonNode part : all) {
      if (part.path("properties").has(name)) {
        return part.path("properties").path(name);
      }
    }
    return first("additionalProperties");
  }

  /** The schema of a list's element; missing if there is none. */
  JsonNode item(int index) {
    JsonNode place = first("prefixItems").path(index);
    return place.isMissingNode() ? first("items") : place;
  }

  /** Returns whether a text must have a format that an empty text cannot have. */
  boolean hasForm() {
    return !values().isEmpty() || !first("format").isMissingNode();
  }

  private JsonNode first(String keyword) {
    for (JsonNode part : all) {
      if (part.has(keyword)) {
        return part.path(keyword);
      }
    }
    return MissingNode.getInstance();
  }
}
