package dev.coda.core.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses files that leave out what must be there, for which a reader of JSON passes on null, or
 * have values that cannot be.
 */
final class Given {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");
  private static final int MAX_DIGITS = 100;

  private Given() {}

  static void required(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  /** Refuses times that no calendar of a person or a database has. */
  static void time(String field, @Nullable Instant time) {
    if (time != null && (time.isBefore(EARLIEST) || !time.isBefore(LATEST))) {
      throw new IllegalArgumentException(field + " must lie in the years 1 to 9999");
    }
  }

  static void notNegative(String field, @Nullable Long value) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(field + " must not be negative");
    }
  }

  /** Refuses amounts that were never paid, among them those that no column holds. */
  static void cost(String field, @Nullable BigDecimal value) {
    if (value != null
        && (value.signum() < 0
            || value.scale() > MAX_DIGITS
            || (long) value.precision() - value.scale() > MAX_DIGITS)) {
      throw new IllegalArgumentException(
          "%s must not be negative, nor have more than %d digits before or behind the point"
              .formatted(field, MAX_DIGITS));
    }
  }

  /** Copies a list that may be left out, but not have holes. */
  static <T> List<T> list(String field, @Nullable List<T> values) {
    if (values == null) {
      return List.of();
    }
    values.forEach(value -> required("an item of " + field, value));
    return List.copyOf(values);
  }
}
