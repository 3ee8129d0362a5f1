package dev.coda.sampletools.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One instant as a clock and a calendar in a zone show it. Immutable. */
record CurrentTime(
    String iso,
    String timezone,
    String utcOffset,
    String weekday,
    String date,
    String time,
    long unixMs) {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  static CurrentTime of(Instant instant, ZoneId zone) {
    ZonedDateTime now = instant.truncatedTo(ChronoUnit.MILLIS).atZone(zone);
    return new CurrentTime(
        now.format(ISO),
        zone.getId().equals("Z") ? "UTC" : zone.getId(),
        now.format(OFFSET),
        now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
        now.toLocalDate().toString(),
        now.format(TIME),
        now.toInstant().toEpochMilli());
  }
}
