package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The keywords for arrays of plain schemas; null if their value is not valid. */
final class ArrayRules {
  private ArrayRules() {}

  static @Nullable ValueRule items(@Nullable ValueRule rule) {
    return rule == null ? null : array -> !array.isArray() || all(array, rule);
  }

  private static boolean all(JsonNode array, ValueRule rule) {
    for (int i = 0; i < array.size(); i++) {
      if (!rule.accepts(array.get(i))) {
        return false;
      }
    }
    return true;
  }

  static @Nullable ValueRule minimum(JsonNode given) {
    int least = given.intValue();
    return isCount(given) ? array -> !array.isArray() || array.size() >= least : null;
  }

  static @Nullable ValueRule maximum(JsonNode given) {
    int most = given.intValue();
    return isCount(given) ? array -> !array.isArray() || array.size() <= most : null;
  }

  /** Returns whether a keyword's value is a count of things. */
  static boolean isCount(JsonNode given) {
    return given.isInt() && given.intValue() >= 0;
  }
}
