package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The keyword {@code type} of plain schemas. Thread-safe. */
final class JsonKinds {
  private static final int OBJECT = 1;
  private static final int ARRAY = 2;
  private static final int STRING = 4;
  private static final int INTEGER = 8;
  private static final int FRACTION = 16;
  private static final int BOOLEAN = 32;
  private static final int NULL = 64;

  private JsonKinds() {}

  /** Accepts the values of JSON text, but not Java objects and binary nodes. */
  static ValueRule any() {
    return value -> of(value) != 0;
  }

  /** Returns the rule of one type or a list of types; null if it is neither. */
  static @Nullable ValueRule rule(JsonNode given) {
    int allowed = given.isArray() ? union(given) : named(given.asText());
    return allowed == 0 ? null : value -> (of(value) & allowed) != 0;
  }

  /** Returns all kinds of a list of types; 0 if one of them is not a type. */
  private static int union(JsonNode names) {
    int union = 0;
    for (JsonNode name : names) {
      int kind = name.isTextual() ? named(name.textValue()) : 0;
      if (kind == 0) {
        return 0;
      }
      union |= kind;
    }
    return union;
  }

  private static int named(String type) {
    return switch (type) {
      case "object" -> OBJECT;
      case "array" -> ARRAY;
      case "string" -> STRING;
      // The validator takes 1.0 for an integer as well.
      case "integer" -> INTEGER;
      case "number" -> INTEGER | FRACTION;
      case "boolean" -> BOOLEAN;
      case "null" -> NULL;
      default -> 0;
    };
  }

  private static int of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> OBJECT;
      case ARRAY -> ARRAY;
      case STRING -> STRING;
      case NUMBER -> value.isIntegralNumber() ? INTEGER : FRACTION;
      case BOOLEAN -> BOOLEAN;
      case NULL -> NULL;
      case BINARY, MISSING, POJO -> 0;
    };
  }
}
