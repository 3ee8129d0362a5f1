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

/** What parameters look like on their way to the server. */
final class Bind {
  private Bind() {}

  /** Cuts a time to what a column holds, which a server would round. */
  static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static @Nullable OffsetDateTime time(@Nullable Instant time) {
    return time == null ? null : stored(time).atOffset(ZoneOffset.UTC);
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** One array parameter with a column of many rows, as text for the statement to cast. */
  static <T> Argument column(List<T> rows, Function<T, @Nullable Object> value) {
    @Nullable String[] texts = new @Nullable String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      Object of = value.apply(rows.get(i));
      texts[i] = of == null ? null : of.toString();
    }
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf("text", texts));
  }
}
