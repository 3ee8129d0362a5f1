package dev.coda.testkit.mock;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The forms in which services request a wait, valid and invalid. Immutable. */
public enum RetryAfterForm {
  /** {@code Retry-After: 2}. */
  SECONDS(true),
  /** {@code Retry-After: 1.5}, which is in no standard, but services send it. */
  FRACTION(true),
  /** {@code Retry-After: Sun, 06 Nov 1994 08:49:37 GMT}. */
  HTTP_DATE(true),
  /** {@code Retry-After-Ms: 1500}, in addition to whole seconds. */
  MILLISECONDS(true),
  /** A date that has passed. */
  PAST_DATE(false),
  /** A number below zero. */
  NEGATIVE(false),
  /** More seconds than a number holds. */
  OVERFLOW(false),
  /** Words. */
  GARBAGE(false),
  /** A header without a value. */
  EMPTY(false),
  /** No header. */
  ABSENT(false);

  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final boolean usable;

  RetryAfterForm(boolean usable) {
    this.usable = usable;
  }

  /** {@return whether a client can read a time from it} */
  public boolean isUsable() {
    return usable;
  }

  /**
   * {@return the headers of this wait in this form}
   *
   * @param wait the time that the client should wait
   */
  public Map<String, String> headers(Duration wait) {
    String name = "Retry-After";
    return switch (this) {
      case SECONDS -> Map.of(name, Long.toString(wait.toSeconds()));
      case FRACTION -> Map.of(name, Double.toString(wait.toMillis() / 1000.0));
      case HTTP_DATE -> Map.of(name, date(wait));
      case MILLISECONDS ->
          Map.of(
              name,
              Long.toString(wait.plusMillis(999).toSeconds()),
              "Retry-After-Ms",
              Long.toString(wait.toMillis()));
      case PAST_DATE -> Map.of(name, date(Duration.ofDays(-1)));
      case NEGATIVE -> Map.of(name, "-1");
      case OVERFLOW -> Map.of(name, "99999999999999999999");
      case GARBAGE -> Map.of(name, "in a while");
      case EMPTY -> Map.of(name, "");
      case ABSENT -> Map.of();
    };
  }

  private static String date(Duration fromNow) {
    return HTTP.format(ZonedDateTime.now(ZoneOffset.UTC).plus(fromNow));
  }
}
