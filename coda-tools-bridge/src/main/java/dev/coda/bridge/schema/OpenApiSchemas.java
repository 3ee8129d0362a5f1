package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Turns one operation's schemas into self-contained JSON Schema 2020-12: references into the
 * document become entries of {@code $defs}, the dialects of OpenAPI are translated, and keywords
 * that JSON Schema does not have are left out. If the two differ in meaning, the less strict one is
 * used, since the service validates the call itself.
 */
final class OpenApiSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "dependentSchemas");
  private static final Set<String> SINGLE =
      Set.of(
          "additionalProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "items",
          "contains",
          "propertyNames",
          "not",
          "if",
          "then",
          "else");
  private static final Set<String> COMPOSED = Set.of("$ref", "allOf", "anyOf", "oneOf", "not");

  private final OpenApiReferences references;
  private final OpenApiSubtypes subtypes;
  private final Map<String, JsonNode> definitions = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Deque<Conversion> waiting = new ArrayDeque<>();

  /** Converts what a reference led to, after what holds the reference. */
  private interface Conversion {
    void run() throws InvalidFileException;
  }

  OpenApiSchemas(OpenApiReferences references, OpenApiSubtypes subtypes) {
    this.references = references;
    this.subtypes = subtypes;
  }

  /** Returns the definitions to which the schemas converted so far refer. */
  Map<String, JsonNode> definitions() throws InvalidFileException {
    for (Conversion next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
    return definitions;
  }

  JsonNode resolve(JsonNode node) throws InvalidFileException {
    return references.resolve(node);
  }

  JsonNode convert(JsonNode schema) throws InvalidFileException {
    return convert(schema, false);
  }

  /**
   * Converts a schema.
   *
   * @param asBase whether a reference to a type with subtypes means only the type itself
   */
  private JsonNode convert(JsonNode schema, boolean asBase) throws InvalidFileException {
    if (!schema.isObject()) {
      return schema.isBoolean() ? schema : NODES.objectNode();
    }
    ObjectNode result = NODES.objectNode();
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      keyword(keyword.getKey(), keyword.getValue(), schema, asBase, result);
    }
    alternatives(schema, result);
    requireMarked(schema, result);
    OpenApiKeywords.fitEnum(result);
    if (mentions(result.path("type"), "array")
        && !result.has("items")
        && !result.has("prefixItems")) {
      result.putObject("items");
    }
    return schema.path("nullable").asBoolean() || schema.path("x-nullable").asBoolean()
        ? withNull(result)
        : result;
  }

  private void keyword(
      String name, JsonNode value, JsonNode schema, boolean asBase, ObjectNode result)
      throws InvalidFileException {
    if (name.equals("$ref") && value.isTextual()) {
      result.put("$ref", reference(value.textValue(), asBase));
    } else if (MAPS.contains(name) && value.isObject()) {
      result.set(name, map(name, value));
    } else if (name.equals("items") && value.isArray()) {
      result.set("prefixItems", list(value, false));
    } else if (SINGLE.contains(name) && (value.isObject() || value.isBoolean())) {
      result.set(name, convert(value));
    } else if (name.equals("allOf") && value.isArray() && !value.isEmpty()) {
      result.set(name, list(value, true));
    } else if (name.equals("prefixItems") && value.isArray() && !value.isEmpty()) {
      result.set(name, list(value, false));
    } else if (value.isBoolean() && name.startsWith("exclusive")) {
      exclusive(name, value, schema, result);
    } else if (!result.has(name)) {
      JsonNode usable = OpenApiKeywords.value(name, value);
      if (usable != null) {
        result.set(name, usable);
      }
    }
  }

  /**
   * Documents write {@code oneOf} for "one of these", often with branches that overlap, so that a
   * value could never match exactly one.
   */
  private void alternatives(JsonNode schema, ObjectNode result) throws InvalidFileException {
    JsonNode one = schema.path("oneOf");
    JsonNode any = schema.path("anyOf");
    boolean hasOne = one.isArray() && !one.isEmpty();
    boolean hasAny = any.isArray() && !any.isEmpty();
    if (hasOne && hasAny) {
      ArrayNode both = result.withArray("/allOf");
      both.addObject().set("anyOf", list(one, false));
      both.addObject().set("anyOf", list(any, false));
    } else if (hasOne || hasAny) {
      result.set("anyOf", list(hasOne ? one : any, false));
    }
  }

  /** Draft 3 and many authors mark the property itself as required. */
  private static void requireMarked(JsonNode schema, ObjectNode result) {
    Set<String> required = new LinkedHashSet<>();
    result.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (property.getValue().path("required").equals(BooleanNode.TRUE)) {
        required.add(property.getKey());
      }
      if (property.getValue().path("readOnly").asBoolean()) {
        required.remove(property.getKey());
      }
    }
    result.remove("required");
    required.forEach(result.withArray("/required")::add);
    if (required.isEmpty()) {
      result.remove("required");
    }
  }

  private String reference(String reference, boolean asBase) throws InvalidFileException {
    JsonNode target = references.target(reference);
    ArrayNode branches = asBase ? NODES.arrayNode() : subtypes.of(reference, target);
    String key = branches.isEmpty() ? reference : reference + " and its subtypes";
    String known = names.get(key);
    if (known == null) {
      known = freeName(reference, !branches.isEmpty());
      names.put(key, known);
      String name = known;
      // Entered before it is converted, since schemas may contain themselves.
      definitions.put(name, NODES.objectNode());
      waiting.add(() ->
          definitions.put(
              name,
              branches.isEmpty()
                  ? convert(target)
                  : NODES.objectNode().set("anyOf", list(branches, true))));
    }
    return "#/$defs/" + known;
  }

  private String freeName(String reference, boolean withSubtypes) {
    String last = reference.substring(reference.lastIndexOf('/') + 1);
    String plain = last.replaceAll("%[0-9A-Fa-f]{2}|[^A-Za-z0-9._-]", "_");
    String wanted = (plain.isEmpty() ? "Root" : plain) + (withSubtypes ? "_any" : "");
    String name = wanted;
    for (int i = 2; definitions.containsKey(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private ObjectNode map(String keyword, JsonNode schemas) throws InvalidFileException {
    ObjectNode result = NODES.objectNode();
    for (Map.Entry<String, JsonNode> each : schemas.properties()) {
      if (!keyword.equals("patternProperties") || OpenApiKeywords.isPattern(each.getKey())) {
        result.set(each.getKey(), convert(each.getValue()));
      }
    }
    return result;
  }

  private ArrayNode list(JsonNode schemas, boolean asBase) throws InvalidFileException {
    ArrayNode result = NODES.arrayNode();
    for (JsonNode each : schemas) {
      result.add(convert(each, asBase));
    }
    return result;
  }

  /**
   * In OpenAPI 3.0 the flag {@code exclusiveMinimum} sharpens {@code minimum}; now it is a number.
   */
  private static void exclusive(String name, JsonNode flag, JsonNode schema, ObjectNode result) {
    String bound = name.equals("exclusiveMinimum") ? "minimum" : "maximum";
    if (flag.booleanValue() && schema.path(bound).isNumber()) {
      result.set(name, schema.get(bound));
    }
  }

  private static ObjectNode withNull(ObjectNode schema) {
    if (COMPOSED.stream().anyMatch(schema::has)) {
      ObjectNode either = NODES.objectNode();
      JsonNode description = schema.remove("description");
      either.putArray("anyOf").add(schema).addObject().put("type", "null");
      return description == null ? either : either.set("description", description);
    }
    JsonNode type = schema.path("type");
    if (!type.isMissingNode() && !mentions(type, "null")) {
      ArrayNode types = schema.putArray("type");
      (type.isArray() ? type : NODES.arrayNode().add(type)).forEach(types::add);
      types.add("null");
    }
    if (schema.path("enum") instanceof ArrayNode values && !hasNull(values)) {
      values.addNull();
    }
    return schema;
  }

  private static boolean hasNull(ArrayNode values) {
    for (JsonNode value : values) {
      if (value.isNull()) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentions(JsonNode type, String name) {
    for (JsonNode each : type.isArray() ? type : NODES.arrayNode().add(type)) {
      if (each.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
