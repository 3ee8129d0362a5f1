package dev.coda.api.id;

import java.nio.charset.StandardCharsets;
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

  /**
   * Returns the name-based UUID (RFC 9562, version 3) of a name within a space, or the UUID that
   * the name is the text of.
   */
  static UUID named(String space, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a name cannot be blank");
    }
    try {
      return parse(name);
    } catch (IllegalArgumentException notAUuid) {
      return UUID.nameUUIDFromBytes((space + '\n' + name).getBytes(StandardCharsets.UTF_8));
    }
  }
}
