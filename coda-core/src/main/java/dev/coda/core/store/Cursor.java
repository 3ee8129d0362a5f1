package dev.coda.core.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Writes the end of a page of sessions as opaque text. */
final class Cursor {
  private Cursor() {}

  static String of(ByAge place) {
    String text = place.at() + " " + place.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static ByAge parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      if (space > 0) {
        return new ByAge(
            Instant.parse(text.substring(0, space)), UUID.fromString(text.substring(space + 1)));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("not a cursor of this store", e);
    }
    throw new IllegalArgumentException("not a cursor of this store");
  }
}
