package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of JSON Schema 2020-12 that hold no schemas, each with a value that it may have.
 * Providers refuse a whole request for one keyword that is malformed, and documents have many.
 */
final class OpenApiKeywords {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Set<String> TYPES =
      Set.of("null", "boolean", "object", "array", "number", "string", "integer");

  private static final Map<String, String> OTHER_TYPES =
      Map.ofEntries(
          Map.entry("int", "integer"),
          Map.entry("int32", "integer"),
          Map.entry("int64", "integer"),
          Map.entry("long", "integer"),
          Map.entry("float", "number"),
          Map.entry("double", "number"),
          Map.entry("decimal", "number"),
          Map.entry("bool", "boolean"),
          Map.entry("str", "string"),
          Map.entry("text", "string"),
          Map.entry("file", "string"),
          Map.entry("date", "string"),
          Map.entry("datetime", "string"),
          Map.entry("date-time", "string"),
          Map.entry("password", "string"),
          Map.entry("uuid", "string"),
          Map.entry("enum", "string"),
          Map.entry("list", "array"),
          Map.entry("map", "object"),
          Map.entry("dict", "object"),
          Map.entry("hash", "object"));

  private OpenApiKeywords() {}

  /** The value as 2020-12 has it; null if the keyword is unknown or its value is of no use. */
  static @Nullable JsonNode value(String keyword, JsonNode given) {
    return switch (keyword) {
      case "title", "description", "format", "contentEncoding", "contentMediaType" ->
          given.isTextual() ? given : null;
      case "pattern" -> given.isTextual() && isPattern(given.textValue()) ? given : null;
      case "const", "default" -> given;
      case "examples" -> given.isArray() ? given : null;
      case "enum" -> given.isArray() && !given.isEmpty() ? given.deepCopy() : null;
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
          given.isNumber() ? given : null;
      case "multipleOf" -> given.isNumber() && given.decimalValue().signum() > 0 ? given : null;
      case "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minContains",
          "maxContains" ->
          count(given);
      case "uniqueItems", "deprecated", "readOnly", "writeOnly" -> given.isBoolean() ? given : null;
      case "required" -> names(given);
      case "type" -> types(given);
      default -> null;
    };
  }

  /** Returns whether the pattern is one that is understood here; the service checks the others. */
  static boolean isPattern(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Values that YAML or the author made numbers although their type is text. */
  static void fitEnum(ObjectNode schema) {
    if (!(schema.path("enum") instanceof ArrayNode values)) {
      return;
    }
    boolean text = schema.path("type").asText().equals("string");
    Set<JsonNode> fitting = new LinkedHashSet<>();
    for (JsonNode value : values) {
      boolean other = value.isNumber() || value.isBoolean();
      fitting.add(text && other ? TextNode.valueOf(value.asText()) : value);
    }
    ArrayNode list = NODES.arrayNode();
    fitting.forEach(list::add);
    schema.set("enum", list);
  }

  private static @Nullable JsonNode count(JsonNode given) {
    boolean whole = given.isNumber() && given.decimalValue().stripTrailingZeros().scale() <= 0;
    return whole && given.decimalValue().signum() >= 0 && given.canConvertToInt()
        ? NODES.numberNode(given.intValue())
        : null;
  }

  private static @Nullable JsonNode names(JsonNode given) {
    Set<String> names = new LinkedHashSet<>();
    if (given.isArray()) {
      given.forEach(name -> names.add(name.asText()));
    }
    ArrayNode list = NODES.arrayNode();
    names.forEach(list::add);
    return list.isEmpty() ? null : list;
  }

  private static @Nullable JsonNode types(JsonNode given) {
    Set<String> types = new LinkedHashSet<>();
    for (JsonNode each : given.isArray() ? given : NODES.arrayNode().add(given)) {
      String type = each.asText().toLowerCase(Locale.ROOT);
      String known = TYPES.contains(type) ? type : OTHER_TYPES.get(type);
      if (known == null) {
        return null;
      }
      types.add(known);
    }
    ArrayNode list = NODES.arrayNode();
    types.forEach(list::add);
    return list.isEmpty() ? null : list.size() == 1 ? list.get(0) : list;
  }
}
