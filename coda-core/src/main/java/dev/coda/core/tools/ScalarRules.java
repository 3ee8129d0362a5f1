package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The keywords for texts and single values of plain schemas; null if their value is not valid. */
final class ScalarRules {
  private ScalarRules() {}

  static @Nullable ValueRule minLength(JsonNode given) {
    int least = given.intValue();
    return ArrayRules.isCount(given)
        ? value -> !value.isTextual() || length(value.textValue()) >= least
        : null;
  }

  static @Nullable ValueRule maxLength(JsonNode given) {
    int most = given.intValue();
    return ArrayRules.isCount(given)
        ? value -> !value.isTextual() || length(value.textValue()) <= most
        : null;
  }

  /** JSON Schema counts characters, of which some are two in Java. */
  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static @Nullable ValueRule oneOf(JsonNode given) {
    if (!given.isArray() || given.isEmpty()) {
      return null;
    }
    JsonNode[] allowed = new JsonNode[given.size()];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = given.get(i);
      if (!isPlain(allowed[i])) {
        return null;
      }
    }
    return value -> isOneOf(allowed, value);
  }

  private static boolean isOneOf(JsonNode[] allowed, JsonNode value) {
    for (JsonNode one : allowed) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  static @Nullable ValueRule equalTo(JsonNode given) {
    return isPlain(given) ? given::equals : null;
  }

  /** Leaves out values that are equal though they look different, such as 1 and 1.0. */
  private static boolean isPlain(JsonNode value) {
    return value.isTextual() || value.isInt() || value.isBoolean() || value.isNull();
  }
}
