package dev.coda.store.postgres;

import dev.coda.api.session.SessionSummary;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;

/** Writes the end of a page of sessions as opaque text. */
record Cursor(Instant updatedAt, UUID id) {
  private static final long SECONDS_OF_HOUR = 3_600;

  /** Before all sessions: a plain comparison is one that an index answers. */
  static final Cursor START = new Cursor(Instant.MAX, new UUID(-1, -1));

  static Cursor behind(SessionSummary session) {
    return new Cursor(session.updatedAt(), session.id().value());
  }

  static Cursor parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      if (space > 0) {
        return new Cursor(
            Instant.parse(text.substring(0, space)), UUID.fromString(text.substring(space + 1)));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("not a cursor of this store", e);
    }
    throw new IllegalArgumentException("not a cursor of this store");
  }

  OffsetDateTime column() {
    return updatedAt.equals(Instant.MAX)
        ? OffsetDateTime.MAX
        : Bind.stored(updatedAt).atOffset(ZoneOffset.UTC);
  }

  /** Returns the hour of the place, as the index of sessions counts them. */
  long hour() {
    return updatedAt.equals(Instant.MAX)
        ? Long.MAX_VALUE
        : Math.floorDiv(updatedAt.getEpochSecond(), SECONDS_OF_HOUR);
  }

  String encode() {
    String text = updatedAt + " " + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
