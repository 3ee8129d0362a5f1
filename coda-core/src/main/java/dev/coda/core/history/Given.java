package dev.coda.core.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses files that leave out what must be there: a reader of JSON passes on null for it. */
final class Given {
  private Given() {}

  static void required(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
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
