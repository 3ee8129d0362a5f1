package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a JSON Schema of any draft so that a provider accepts it. If constraints are lost, the
 * schema accepts more, never less. So each call is also checked against the original schema.
 * Confined to one thread at a time.
 */
public final class PortableSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 40;
  private static final String DEFS = "$defs";
  private static final String ROOT = "whole_schema";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("object", "object"),
          Map.entry("dict", "object"),
          Map.entry("array", "array"),
          Map.entry("list", "array"),
          Map.entry("string", "string"),
          Map.entry("str", "string"),
          Map.entry("integer", "integer"),
          Map.entry("int", "integer"),
          Map.entry("number", "number"),
          Map.entry("float", "number"),
          Map.entry("double", "number"),
          Map.entry("boolean", "boolean"),
          Map.entry("bool", "boolean"),
          Map.entry("null", "null"));

  private static final Set<String> NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> COUNTS =
      Set.of(
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minContains",
          "maxContains");
  private static final Set<String> TEXTS = Set.of("description", "title", "format", "pattern");
  private static final Set<String> SCHEMAS =
      Set.of("not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems");
  private static final Set<String> CHOICES = Set.of("anyOf", "oneOf", "allOf");

  /** Words about the schema itself, and what is read with another word. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "$schema",
          "$id",
          "id",
          "$anchor",
          "$comment",
          "$vocabulary",
          "$dynamicAnchor",
          "$dynamicRef",
          "$recursiveRef",
          "$recursiveAnchor",
          DEFS,
          "definitions",
          "prefixItems",
          "additionalItems",
          "nullable",
          "$ref",
          "required",
          "items",
          "properties",
          "dependencies");

  private final JsonNode root;
  private final Rules rules;
  private final KeyNames names;
  private final ObjectNode definitions = JSON.objectNode();
  private final Set<String> open = new HashSet<>();

  private PortableSchema(JsonNode root, Rules rules, KeyNames names) {
    this.root = root;
    this.rules = rules;
    this.names = names;
  }

  /**
   * The parts of JSON Schema that a provider accepts. Immutable.
   *
   * @param keywords the only ones that are sent; empty for all
   * @param wantsProperties whether an object must have the keyword for properties, even if it has
   *     none
   * @param takesSiblings whether there may be other keywords beside a reference
   */
  public record Rules(Set<String> keywords, boolean wantsProperties, boolean takesSiblings) {
    public Rules {
      keywords = Set.copyOf(keywords);
    }

    /** Returns the rules of a provider that accepts all of JSON Schema below the root. */
    public static Rules wide() {
      return new Rules(Set.of(), true, true);
    }

    private boolean takes(String keyword) {
      return keywords.isEmpty() || keywords.contains(keyword);
    }
  }

  /**
   * Returns a schema of a tool's arguments whose root is an object without alternatives, for any
   * schema.
   */
  public static ObjectNode ofTool(JsonNode schema, Rules rules, KeyNames names) {
    PortableSchema writer = new PortableSchema(schema, rules, names);
    ObjectNode top = writer.rewritten(new TopLevel(schema).merged(), 0);
    top.put("type", "object");
    if (rules.wantsProperties() && !top.has("properties")) {
      top.putObject("properties");
    }
    return writer.withDefinitions(top);
  }

  /** Returns the schema of an answer. */
  public static ObjectNode ofAnswer(JsonNode schema, Rules rules) {
    PortableSchema writer = new PortableSchema(schema, rules, KeyNames.all());
    return writer.withDefinitions(writer.rewritten(schema, 0));
  }

  private ObjectNode withDefinitions(ObjectNode top) {
    if (open.contains("#")) {
      definitions.set(ROOT, top.deepCopy());
    }
    if (!definitions.isEmpty()) {
      top.set(DEFS, definitions);
    }
    return top;
  }

  private ObjectNode rewritten(JsonNode schema, int depth) {
    ObjectNode written = JSON.objectNode();
    if (!schema.isObject() || depth > DEEPEST) {
      // True, false or no schema: the value is validated when the tool is called.
      return written;
    }
    if (schema.path("$ref").isTextual()) {
      ObjectNode target = reference(schema.get("$ref").textValue(), depth);
      if (target.has("$ref") && !rules.takesSiblings()) {
        return target;
      }
      written.setAll(target);
    }
    schema.properties().forEach(field -> field(written, schema, field.getKey(), depth));
    properties(written, schema, depth);
    items(written, schema, depth);
    nullable(written, schema);
    return written;
  }

  private void field(ObjectNode written, JsonNode schema, String keyword, int depth) {
    JsonNode value = schema.get(keyword);
    if (keyword.equals("const") && value.isTextual() && !rules.takes(keyword)) {
      written.withArray("enum").add(value);
    }
    if (LEFT_OUT.contains(keyword) || !rules.takes(keyword(keyword))) {
      return;
    }
    if (keyword.equals("type")) {
      type(written, value);
    } else if (CHOICES.contains(keyword)) {
      choices(written, keyword(keyword), value, depth);
    } else if (keyword.equals("enum")) {
      if (value.isArray() && !value.isEmpty()) {
        new LinkedHashSet<>(value.valueStream().toList()).forEach(written.withArray("enum")::add);
      }
    } else if (NUMBERS.contains(keyword)) {
      number(written, schema, keyword, value);
    } else if (COUNTS.contains(keyword)) {
      if (value.isIntegralNumber() && value.asLong() >= 0) {
        written.set(keyword, value);
      }
    } else if (TEXTS.contains(keyword)) {
      if (value.isTextual()) {
        written.set(keyword, value);
      }
    } else if (SCHEMAS.contains(keyword)) {
      written.set(keyword, rewritten(value, depth + 1));
    } else if (keyword.equals("additionalProperties") || keyword.equals("unevaluatedProperties")) {
      written.set(keyword, value.isObject() ? rewritten(value, depth + 1) : value);
    } else if (keyword.equals("patternProperties") || keyword.equals("dependentSchemas")) {
      value
          .properties()
          .forEach(entry ->
              written
                  .withObjectProperty(keyword)
                  .set(entry.getKey(), rewritten(entry.getValue(), depth + 1)));
    } else if (!value.isNull() || keyword.equals("const") || keyword.equals("default")) {
      written.set(keyword, value);
    }
  }

  /** For a provider with only one kind of alternatives, the others are written as that kind. */
  private String keyword(String keyword) {
    return keyword.equals("oneOf") && !rules.takes(keyword) ? "anyOf" : keyword;
  }

  private static void type(ObjectNode written, JsonNode value) {
    List<String> known =
        (value.isArray() ? value.valueStream() : List.of(value).stream())
            .map(type -> TYPES.get(type.asText().toLowerCase(Locale.ROOT)))
            .filter(type -> type != null)
            .distinct()
            .toList();
    if (known.size() == 1) {
      written.put("type", known.get(0));
    } else if (!known.isEmpty()) {
      known.forEach(written.putArray("type")::add);
    }
  }

  private void choices(ObjectNode written, String keyword, JsonNode value, int depth) {
    if (value.isArray() && !value.isEmpty()) {
      ArrayNode list = written.withArray(keyword);
      value.forEach(choice -> list.add(rewritten(choice, depth + 1)));
    }
  }

  /** In draft 4, a boolean excludes the limit itself. */
  private static void number(ObjectNode written, JsonNode schema, String keyword, JsonNode value) {
    String limit = keyword.equals("exclusiveMinimum") ? "minimum" : "maximum";
    boolean excluded =
        schema.path("exclusive" + capitalized(keyword)).isBoolean()
            && schema.path("exclusive" + capitalized(keyword)).booleanValue();
    if (value.isNumber() && !excluded) {
      written.set(keyword, value);
    } else if (value.isBoolean() && value.booleanValue() && schema.path(limit).isNumber()) {
      written.set(keyword, schema.get(limit));
    }
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private void properties(ObjectNode written, JsonNode schema, int depth) {
    JsonNode given = schema.path("properties");
    if (given.isObject()) {
      ObjectNode list = JSON.objectNode();
      given
          .properties()
          .forEach(entry ->
              list.set(names.sent(entry.getKey()), rewritten(entry.getValue(), depth + 1)));
      written.set("properties", list);
      if (!written.has("type") && !written.has("$ref")) {
        written.put("type", "object");
      }
    } else if (rules.wantsProperties() && written.path("type").asText().equals("object")) {
      written.putObject("properties");
    }
    List<String> required =
        schema
            .path("required")
            .valueStream()
            .filter(name -> name.isTextual() && (!given.isObject() || given.has(name.textValue())))
            .map(name -> names.sent(name.textValue()))
            .distinct()
            .toList();
    if (!required.isEmpty() && schema.path("required").isArray()) {
      required.forEach(written.putArray("required")::add);
    }
  }

  /** An array must state the type of its items; the items of a tuple may then be in any order. */
  private void items(ObjectNode written, JsonNode schema, int depth) {
    JsonNode given = schema.path("items");
    JsonNode places = given.isArray() ? given : schema.path("prefixItems");
    if (places.isArray() && !places.isEmpty()) {
      ArrayNode choices = JSON.arrayNode();
      places.forEach(place -> choices.add(rewritten(place, depth + 1)));
      JsonNode rest = given.isArray() ? schema.path("additionalItems") : given;
      if (rest.isObject()) {
        choices.add(rewritten(rest, depth + 1));
      }
      boolean anything = choices.valueStream().anyMatch(JsonNode::isEmpty);
      written.set("items", anything ? JSON.objectNode() : JSON.objectNode().set("anyOf", choices));
    } else if (given.isObject() || isArray(written)) {
      written.set("items", rewritten(given, depth + 1));
    }
  }

  private static boolean isArray(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.asText().equals("array")
        || type.valueStream().anyMatch(each -> each.asText().equals("array"));
  }

  private static void nullable(ObjectNode written, JsonNode schema) {
    if (schema.path("nullable").asBoolean(false) && written.path("type").isTextual()) {
      String type = written.path("type").textValue();
      written.putArray("type").add(type).add("null");
    }
  }

  /** Returns what is sent for a reference: the same to a definition, else what it refers to. */
  private ObjectNode reference(String reference, int depth) {
    JsonNode target = target(root, reference);
    if (target == null) {
      return JSON.objectNode();
    }
    if (reference.equals("#")) {
      open.add(reference);
      return JSON.objectNode().put("$ref", "#/" + DEFS + "/" + ROOT);
    }
    String name = definitionName(reference);
    if (name != null) {
      if (!definitions.has(name)) {
        definitions.putObject(name);
        definitions.set(name, rewritten(target, depth + 1));
      }
      return JSON.objectNode().put("$ref", "#/" + DEFS + "/" + name);
    }
    if (!open.add(reference)) {
      return JSON.objectNode();
    }
    ObjectNode inline = rewritten(target, depth + 1);
    open.remove(reference);
    return inline;
  }

  private @Nullable String definitionName(String reference) {
    for (String holder : List.of(DEFS, "definitions")) {
      String prefix = "#/" + holder + "/";
      String name = reference.startsWith(prefix) ? reference.substring(prefix.length()) : "/";
      if (name.matches("[A-Za-z0-9_.-]{1,64}")) {
        return holder.equals(DEFS) || !root.path(DEFS).has(name) ? name : name + "_";
      }
    }
    return null;
  }

  /** Returns what a reference within a schema means; null if it is not there. */
  static @Nullable JsonNode target(JsonNode root, String reference) {
    if (reference.equals("#")) {
      return root;
    }
    if (!reference.startsWith("#/")) {
      return null;
    }
    JsonNode target = root;
    for (String step : reference.substring(2).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~").replace("%24", "$");
      target =
          target.isArray() && name.matches("\\d{1,6}")
              ? target.path(Integer.parseInt(name))
              : target.path(name);
    }
    return target.isMissingNode() ? null : target;
  }
}
