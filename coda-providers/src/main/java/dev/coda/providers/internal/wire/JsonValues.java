package dev.coda.providers.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts the data of one event into the JSON values it holds. There are several if a host leaves out
 * the empty line between events. Bytes that are not UTF-8 become replacement characters. Text that
 * is not JSON is passed on as it is. Confined to one thread at a time.
 */
final class JsonValues {
  private final byte[] bytes;
  private final int end;
  private int start;
  private int valueEnd;
  private boolean cut;

  private JsonValues(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.end = end;
    this.valueEnd = start;
  }

  static JsonValues of(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return wellFormed(bytes, offset, length);
      }
    }
    return new JsonValues(bytes, offset, offset + length);
  }

  private static JsonValues wellFormed(byte[] bytes, int offset, int length) {
    byte[] clean =
        new String(bytes, offset, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    boolean same = Arrays.equals(clean, 0, clean.length, bytes, offset, offset + length);
    return same
        ? new JsonValues(bytes, offset, offset + length)
        : new JsonValues(clean, 0, clean.length);
  }

  /** Moves to the next value; false after the last. */
  boolean next() {
    start = valueEnd;
    while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    if (start == end) {
      return false;
    }
    valueEnd = endOfValue();
    return true;
  }

  /** Returns whether the value lacks its end. */
  boolean isCut() {
    return cut;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int length() {
    return valueEnd - start;
  }

  String text() {
    return new String(bytes, start, length(), StandardCharsets.UTF_8);
  }

  private int endOfValue() {
    if (bytes[start] != '{' && bytes[start] != '[') {
      return end;
    }
    int depth = 0;
    boolean inString = false;
    for (int i = start; i < end; i++) {
      switch (bytes[i]) {
        case '\\' -> i += inString ? 1 : 0;
        case '"' -> inString = !inString;
        case '{', '[' -> depth += inString ? 0 : 1;
        case '}', ']' -> depth -= inString ? 0 : 1;
        default -> {
          // Part of a text, a number or a word.
        }
      }
      if (depth == 0) {
        return i + 1;
      }
    }
    cut = true;
    return end;
  }
}
