package dev.coda.server.analytics;

import dev.coda.server.http.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The time and the organization that a question is about. Immutable.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
record Period(UUID organizationId, Instant from, Instant to) {
  private static final Duration USUAL = Duration.ofDays(30);

  /**
   * Reads what a client asks for: dates, which are whole days in UTC, or times of RFC 3339.
   *
   * @param from null for 30 days before the end
   * @param to null for now
   */
  static Period read(UUID organization, @Nullable String from, @Nullable String to, Instant now) {
    Instant end = to == null ? now : time("to", to, 1);
    Instant start = from == null ? end.minus(USUAL) : time("from", from, 0);
    if (!start.isBefore(end)) {
      throw ProblemException.invalid("from", "must be before the end of the period");
    }
    return new Period(organization, start, end);
  }

  private static Instant time(String field, String text, int days) {
    try {
      Instant time =
          text.length() == "2026-01-31".length()
              ? LocalDate.parse(text).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
        return time;
      }
    } catch (DateTimeException e) {
      throw wrong(field);
    }
    throw wrong(field);
  }

  private static ProblemException wrong(String field) {
    return ProblemException.invalid(
        field, "must be a date such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z");
  }
}
