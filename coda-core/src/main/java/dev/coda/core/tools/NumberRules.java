package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonNumbers;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The bounds of numbers in plain schemas. Thread-safe. */
final class NumberRules {
  private NumberRules() {}

  /**
   * Returns a rule for numbers and none for other values; null if the bound is not a number.
   *
   * @param allowed which outcomes of comparing a number with the bound are allowed
   */
  static @Nullable ValueRule bound(JsonNode bound, IntPredicate allowed) {
    if (!isExact(bound)) {
      return null;
    }
    return value -> !value.isNumber() || (isExact(value) && allowed.test(compare(value, bound)));
  }

  private static int compare(JsonNode value, JsonNode bound) {
    return isLong(value) && isLong(bound)
        ? Long.compare(value.longValue(), bound.longValue())
        : value.decimalValue().compareTo(bound.decimalValue());
  }

  /** Binary fractions are left to the validator, as are numbers of an unusual size. */
  private static boolean isExact(JsonNode value) {
    return isLong(value) || (value.isBigDecimal() && !JsonNumbers.isOutOfRange(value));
  }

  private static boolean isLong(JsonNode value) {
    return value.isInt() || value.isLong();
  }
}
