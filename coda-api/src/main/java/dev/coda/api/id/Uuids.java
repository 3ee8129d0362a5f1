package dev.coda.api.id;

import java.util.UUID;

/** Strict reading of UUIDs: {@link UUID#fromString} also accepts shortened groups. */
final class Uuids {
  private static final int CANONICAL_LENGTH = 36;

  private Uuids() {}

  static UUID parse(String text) {
    if (text.length() != CANONICAL_LENGTH) {
      throw new IllegalArgumentException("not a UUID: expected 36 characters");
    }
    return UUID.fromString(text);
  }
}
