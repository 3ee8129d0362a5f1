package dev.coda.store.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** The forms of parameters on their way to the server. */
final class Bind {
  private Bind() {}

  /** Cuts a time to what a column holds, which a server would round. */
  static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static OffsetDateTime time(Instant time) {
    return stored(time).atOffset(ZoneOffset.UTC);
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a column of many rows as texts, for a statement to cast. */
  static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
    @Nullable String[] texts = new @Nullable String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      Object of = value.apply(rows.get(i));
      texts[i] = of == null ? null : of.toString();
    }
    return texts;
  }

  /** One array parameter with {@link #texts}. */
  static <T> Argument column(List<T> rows, Function<T, @Nullable Object> value) {
    @Nullable String[] texts = texts(rows, value);
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf("text", texts));
  }
}
