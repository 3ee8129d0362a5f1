package dev.coda.providers.internal.sse;

import java.nio.charset.StandardCharsets;

/**
 * One event as a part of the reader's buffer, so that its JSON can be parsed without a copy.
 *
 * <p>The reader reuses it: a listener must copy the values that it keeps. Confined to one thread at
 * a time.
 */
public final class SseEvent {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int offset;
  private int length;
  private String name = "";

  SseEvent() {}

  void show(String eventName, byte[] array, int from, int count) {
    name = eventName;
    bytes = array;
    offset = from;
    length = count;
  }

  /** Returns the event's name; empty if it has none. */
  public String name() {
    return name;
  }

  /** Returns the array that contains the data, in UTF-8. It must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns where in {@link #bytes()} the data begins. */
  public int offset() {
    return offset;
  }

  /** Returns how many bytes of data there are. */
  public int length() {
    return length;
  }

  /** Returns whether the data is nothing but white space. */
  public boolean isBlank() {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the data is exactly this ASCII text, without creating a string. */
  public boolean dataIs(String ascii) {
    if (length != ascii.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the data as text; bytes that are not UTF-8 become replacement characters. */
  public String data() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
