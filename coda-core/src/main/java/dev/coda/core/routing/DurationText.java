package dev.coda.core.routing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them in settings: {@code 500ms}, {@code 2s}, {@code PT2S}. */
final class DurationText extends StdScalarDeserializer<Duration> {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)?");

  DurationText() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
    String text = in.getValueAsString("").strip();
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      return of(Long.parseLong(matcher.group(1)), matcher.group(2) == null ? "" : matcher.group(2));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return (Duration)
          context.handleWeirdStringValue(
              Duration.class, text, "a duration is written 500ms, 2s or PT2S");
    }
  }

  private static Duration of(long count, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofMillis(count);
    };
  }
}
