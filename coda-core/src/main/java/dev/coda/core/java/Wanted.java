package dev.coda.core.java;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Describes what a model is to write in the place of a value that cannot be read. */
final class Wanted {
  private static final Map<Class<?>, String> WORDS = new HashMap<>();

  static {
    put("must be a date such as 2026-03-02", LocalDate.class);
    put("must be a date and time such as 2026-03-02T14:30:00", LocalDateTime.class);
    put("must be a time such as 14:30", LocalTime.class);
    put(
        "must be a date and time with an offset, such as 2026-03-02T14:30:00Z",
        Instant.class,
        OffsetDateTime.class,
        ZonedDateTime.class);
    put("must be a duration such as PT90M", Duration.class);
    put("must be a period such as P3D", Period.class);
    put("must be a month such as 2026-03", YearMonth.class);
    put("must be a year such as 2026", Year.class);
    put("must be a UUID such as 3f2b0c9e-6a58-4d0b-9a51-0a4f5d6c7b8e", UUID.class);
    put("must be an address such as https://example.com/", URI.class);
    put("must be a currency such as EUR", Currency.class);
    put("must be a time zone such as Europe/Berlin", ZoneId.class);
    put("must be a language such as en or de-AT", Locale.class);
    put("must be a single character", char.class, Character.class);
    put("must be Base64", byte[].class);
    put("must be true or false", boolean.class, Boolean.class);
    put(range(Byte.MIN_VALUE, Byte.MAX_VALUE), byte.class, Byte.class);
    put(range(Short.MIN_VALUE, Short.MAX_VALUE), short.class, Short.class);
    put(range(Integer.MIN_VALUE, Integer.MAX_VALUE), int.class, Integer.class, OptionalInt.class);
    put(range(Long.MIN_VALUE, Long.MAX_VALUE), long.class, Long.class, OptionalLong.class);
    put("must be a number", float.class, Float.class, double.class, Double.class);
  }

  private Wanted() {}

  /** Returns what is wanted; null if the type is not one with a single value. */
  static @Nullable String in(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Class<?> type = null;
      if (each instanceof MismatchedInputException mismatch) {
        type = mismatch.getTargetType();
      } else if (each instanceof InputCoercionException coercion) {
        type = coercion.getTargetType();
      }
      String words = type == null ? null : WORDS.get(type);
      if (words != null) {
        return words;
      }
    }
    return null;
  }

  private static String range(long least, long most) {
    return "must be a whole number from %d to %d".formatted(least, most);
  }

  private static void put(String words, Class<?>... types) {
    for (Class<?> type : types) {
      WORDS.put(type, words);
    }
  }
}
