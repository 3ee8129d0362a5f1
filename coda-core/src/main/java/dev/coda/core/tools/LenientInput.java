package dev.coda.core.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads arguments as a careful person would: {@code 5.0} and {@code "5"} for an integer, {@code
 * null} for an optional value, one value for a list, an object written as text. It changes only
 * values that the schema does not accept unchanged. Confined to one thread at a time.
 */
final class LenientInput {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("[-+]?\\d{1,18}(\\.0{1,9})?");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d{1,18}(\\.\\d{1,18})?([eE][-+]?\\d{1,2})?");
  private static final int MOST_DIGITS = 30;
  private static final int DEEPEST = 100;

  private final JsonNode root;
  private final List<String> changes = new ArrayList<>();

  LenientInput(JsonNode schema) {
    this.root = schema;
  }

  /** The values that were converted, such as {@code /count: text as integer}. */
  List<String> changes() {
    return changes;
  }

  JsonNode read(JsonNode input) {
    SchemaParts parts = SchemaParts.of(root, root);
    if (input.isNull() && parts.types().contains("object")) {
      changed("", "null as no arguments");
      return NODES.objectNode();
    }
    return read(root, input, "", 0);
  }

  private JsonNode read(JsonNode schema, JsonNode value, String path, int depth) {
    if (!schema.isObject() || depth > DEEPEST) {
      return value;
    }
    SchemaParts parts = SchemaParts.of(root, schema);
    JsonNode typed = typed(parts, value, path);
    if (typed instanceof ObjectNode object) {
      return object(parts, object, path, depth);
    }
    if (typed instanceof ArrayNode array) {
      ArrayNode copy = NODES.arrayNode(array.size());
      for (int i = 0; i < array.size(); i++) {
        copy.add(read(parts.item(i), array.get(i), path + "/" + i, depth + 1));
      }
      return copy;
    }
    return listed(parts, typed, path);
  }

  private ObjectNode object(SchemaParts parts, ObjectNode object, String path, int depth) {
    ObjectNode copy = NODES.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      JsonNode schema = parts.property(name);
      String place = path + "/" + name;
      if (!parts.isRequired(name) && isNothing(schema, field.getValue())) {
        changed(place, (field.getValue().isNull() ? "null" : "empty text") + " as left out");
      } else {
        copy.set(name, read(schema, field.getValue(), place, depth + 1));
      }
    }
    return copy;
  }

  /** Returns whether a value means that there is none, if the schema does not accept that value. */
  private boolean isNothing(JsonNode schema, JsonNode value) {
    boolean emptyText = value.isTextual() && value.textValue().isEmpty();
    if (!schema.isObject() || (!value.isNull() && !emptyText)) {
      return false;
    }
    SchemaParts parts = SchemaParts.of(root, schema);
    Set<String> types = parts.types();
    List<JsonNode> values = parts.values();
    if (value.isNull()) {
      boolean anything = types.isEmpty() && values.isEmpty();
      return !anything && !types.contains("null") && !values.contains(value);
    }
    return !types.isEmpty()
        && !values.contains(value)
        && (!types.contains("string") || parts.hasForm());
  }

  private JsonNode typed(SchemaParts parts, JsonNode value, String path) {
    Set<String> types = parts.types();
    if (types.isEmpty()) {
      return value;
    }
    if (value.isNumber() && !value.isIntegralNumber() && !types.contains("number")) {
      BigInteger whole = types.contains("integer") ? whole(value.decimalValue()) : null;
      if (whole != null) {
        changed(path, "decimal number as integer");
        return integer(whole);
      }
    }
    if (types.contains(kind(value)) || (value.isNumber() && types.contains("number"))) {
      return value;
    }
    if (value.isTextual()) {
      JsonNode read = text(types, value.textValue().strip());
      if (!read.isMissingNode()) {
        changed(path, "text as " + kind(read));
        return read;
      }
    } else if ((value.isNumber() || value.isBoolean()) && types.contains("string")) {
      changed(path, kind(value) + " as text");
      return NODES.textNode(value.asText());
    }
    if (types.contains("array") && !value.isArray() && !value.isNull()) {
      changed(path, "one value as a list");
      return NODES.arrayNode().add(value);
    }
    return value;
  }

  /** Reads a text as one of the types; missing if it is none of them. */
  private static JsonNode text(Set<String> types, String text) {
    if (types.contains("integer") && INTEGER.matcher(text).matches()) {
      BigInteger whole = whole(new BigDecimal(text));
      return whole == null ? NODES.missingNode() : integer(whole);
    }
    if (types.contains("number") && NUMBER.matcher(text).matches()) {
      return NODES.numberNode(new BigDecimal(text));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (types.contains("boolean") && (lower.equals("true") || lower.equals("false"))) {
      return NODES.booleanNode(lower.equals("true"));
    }
    if (types.contains("null") && (lower.isEmpty() || lower.equals("null"))) {
      return NullNode.getInstance();
    }
    boolean container =
        (types.contains("object") && text.startsWith("{"))
            || (types.contains("array") && text.startsWith("["));
    return container ? parsed(text) : NODES.missingNode();
  }

  private static JsonNode parsed(String text) {
    try {
      JsonNode read = CodaJson.mapper().readTree(text);
      boolean usable = CleanJson.problem(read) == null && read.isContainerNode();
      return usable ? CleanJson.clean(read) : NODES.missingNode();
    } catch (JsonProcessingException e) {
      return NODES.missingNode();
    }
  }

  /** A value that is listed in another spelling: {@code ACTIVE} for {@code active}. */
  private JsonNode listed(SchemaParts parts, JsonNode value, String path) {
    List<JsonNode> values = parts.values();
    if (values.isEmpty() || values.contains(value) || !value.isValueNode() || value.isNull()) {
      return value;
    }
    List<JsonNode> alike =
        values.stream().filter(each -> each.asText().equalsIgnoreCase(value.asText())).toList();
    if (alike.size() != 1) {
      return value;
    }
    changed(path, "another spelling of a listed value");
    return alike.get(0);
  }

  private static @Nullable BigInteger whole(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    boolean small = plain.precision() - (long) plain.scale() <= MOST_DIGITS;
    return plain.scale() <= 0 && small ? plain.toBigIntegerExact() : null;
  }

  private static JsonNode integer(BigInteger whole) {
    if (whole.bitLength() < Integer.SIZE) {
      return NODES.numberNode(whole.intValue());
    }
    return whole.bitLength() < Long.SIZE
        ? NODES.numberNode(whole.longValue())
        : NODES.numberNode(whole);
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BOOLEAN -> "boolean";
      default -> "null";
    };
  }

  private void changed(String path, String how) {
    changes.add((path.isEmpty() ? "/" : path) + ": " + how);
  }
}
