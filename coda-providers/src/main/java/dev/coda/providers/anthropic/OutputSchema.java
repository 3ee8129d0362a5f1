package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of JSON Schema that Anthropic can hold an answer to. Limits on numbers, lengths and the
 * like are not sent; a schema with an unsupported structure is not sent at all.
 *
 * @see <a
 *     href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">Structured
 *     outputs</a>
 */
final class OutputSchema {
  private static final List<String> STRUCTURE =
      List.of(
          "oneOf",
          "not",
          "if",
          "contains",
          "prefixItems",
          "patternProperties",
          "propertyNames",
          "dependentRequired",
          "dependentSchemas",
          "unevaluatedProperties");

  private static final List<String> LIMITS =
      List.of(
          "$schema",
          "$id",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "contentEncoding",
          "contentMediaType");

  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "time",
          "date",
          "duration",
          "email",
          "hostname",
          "uri",
          "ipv4",
          "ipv6",
          "uuid");

  private final JsonNode root;
  private final Set<String> open = new HashSet<>();
  private final Set<String> done = new HashSet<>();

  private OutputSchema(JsonNode root) {
    this.root = root;
  }

  /** Returns whether Anthropic takes the structure of a schema. */
  static boolean accepts(JsonNode schema) {
    return new OutputSchema(schema).takes(schema);
  }

  /** Returns what is sent of a schema. */
  static JsonNode of(JsonNode schema) {
    JsonNode sent = ClosedSchema.of(schema);
    simplify(sent);
    return sent;
  }

  private boolean takes(JsonNode schema) {
    if (!schema.isObject() || schema.isEmpty()) {
      // A place without a schema is fine, one that takes anything is not.
      return schema.isMissingNode();
    }
    JsonNode additional = schema.path("additionalProperties");
    boolean isOpen =
        additional.isObject()
            || additional.asBoolean()
            || (schema.path("type").asText().equals("object") && !schema.has("properties"));
    return !isOpen
        && STRUCTURE.stream().noneMatch(schema::has)
        && takesReference(schema.path("$ref").asText())
        && takesAll(schema.path("properties"))
        && takesAll(schema.path("anyOf"))
        && takesAll(schema.path("allOf"))
        && takes(schema.path("items"));
  }

  private boolean takesAll(JsonNode schemas) {
    return schemas.valueStream().allMatch(this::takes);
  }

  /** A schema that contains itself is refused. */
  private boolean takesReference(String reference) {
    if (reference.isEmpty() || done.contains(reference)) {
      return true;
    }
    if (!reference.startsWith("#/") || !open.add(reference)) {
      return false;
    }
    boolean taken = takes(root.at(reference.substring(1)));
    open.remove(reference);
    if (taken) {
      done.add(reference);
    }
    return taken;
  }

  private static void simplify(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    object.remove(LIMITS);
    if (object.has("format") && !FORMATS.contains(object.path("format").asText())) {
      object.remove("format");
    }
    if (object.path("minItems").asInt() > 1) {
      object.remove("minItems");
    }
    object.path("properties").forEach(OutputSchema::simplify);
    object.path("$defs").forEach(OutputSchema::simplify);
    object.path("definitions").forEach(OutputSchema::simplify);
    object.path("anyOf").forEach(OutputSchema::simplify);
    object.path("allOf").forEach(OutputSchema::simplify);
    simplify(object.path("items"));
  }
}
