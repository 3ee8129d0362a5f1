package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers that are too long in JSON from other programs. A few characters such as {@code
 * 1e1000000000} can be a number that no database can store, and that uses all memory when it is
 * written without an exponent. Thread-safe.
 */
public final class JsonNumbers {
  /**
   * The maximum number of digits before the decimal point, and the maximum after it. The values of
   * a {@code double} need fewer than 350.
   */
  public static final int MAX_DIGITS = 1_000;

  /** The number of bits that {@link #MAX_DIGITS} digits have. */
  private static final int MAX_BITS = 3_322;

  private JsonNumbers() {}

  /**
   * {@return the JSON pointer of the first number with too many digits; empty if there is none}
   *
   * @param node the value
   */
  public static Optional<String> firstOutOfRange(JsonNode node) {
    return Optional.ofNullable(search(node));
  }

  /**
   * {@return whether a value, which may be a container, is a number with too many digits itself}
   *
   * @param node the value
   */
  public static boolean isOutOfRange(JsonNode node) {
    if (node.isBigDecimal()) {
      return isOutOfRange(node.decimalValue());
    }
    return node.isBigInteger() && node.bigIntegerValue().bitLength() > MAX_BITS;
  }

  private static boolean isOutOfRange(BigDecimal value) {
    BigInteger digits = value.unscaledValue();
    // Counting the digits of a very long number takes long, so its bits are looked at first.
    return value.scale() > MAX_DIGITS
        || digits.bitLength() > 2 * MAX_BITS
        || (long) value.precision() - value.scale() > MAX_DIGITS;
  }

  private static @Nullable String search(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        String found = search(field.getValue());
        if (found != null) {
          return "/" + field.getKey().replace("~", "~0").replace("/", "~1") + found;
        }
      }
      return null;
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        String found = search(node.get(i));
        if (found != null) {
          return "/" + i + found;
        }
      }
      return null;
    }
    return isOutOfRange(node) ? "" : null;
  }
}
