package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Measures texts and JSON: exactly, or by an estimate for which nothing is written. Thread-safe.
 */
public final class JsonSize {
  private static final int SCALAR = 8;
  private static final int LONGEST_DOUBLE = 26;

  private JsonSize() {}

  /**
   * {@return the number of bytes of a text in UTF-8; half of a surrogate pair counts for three}
   *
   * @param text the text
   */
  public static long utf8(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Both halves of a pair together have four bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  /**
   * {@return about how many bytes a value has; escapes and white space do not count, and each
   * character of a field's name counts as one}
   *
   * @param node the value
   */
  public static long of(JsonNode node) {
    if (node.isTextual()) {
      return 2 + utf8(node.textValue());
    }
    if (node.isNumber()) {
      return number(node);
    }
    long bytes = 2;
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        bytes += 4 + field.getKey().length() + of(field.getValue());
      }
      return bytes;
    }
    for (JsonNode child : node) {
      bytes += 1 + of(child);
    }
    return node.isContainerNode() ? bytes : SCALAR;
  }

  private static long number(JsonNode node) {
    BigInteger digits = null;
    if (node.isBigDecimal()) {
      digits = node.decimalValue().unscaledValue();
    } else if (node.isBigInteger()) {
      digits = node.bigIntegerValue();
    }
    return digits == null ? SCALAR : SCALAR + digits.bitLength() / 3;
  }

  /**
   * {@return the number of bytes of a value that is written in UTF-8; 0 for null}
   *
   * @param value the value
   */
  public static long bytes(@Nullable JsonNode value) {
    if (value == null) {
      return 0;
    }
    Counter counter = new Counter();
    try {
      CodaJson.mapper().writeValue(counter, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree of JSON cannot be written", e);
    }
    return counter.count;
  }

  /**
   * {@return whether a value certainly takes at most this number of bytes when it is written} The
   * value is not written for this. False may be returned for a value that is a little smaller than
   * the bound.
   *
   * @param bytes the bound, in bytes
   * @param value the value
   */
  public static boolean isAtMost(long bytes, JsonNode value) {
    return rest(bytes, value) >= 0;
  }

  /**
   * Returns what the value certainly leaves of a number of bytes; negative if that is not known.
   */
  private static long rest(long bytes, JsonNode value) {
    if (bytes < 0) {
      return bytes;
    }
    if (value.isTextual()) {
      return restOfText(bytes, value.textValue());
    }
    if (value.isNumber()) {
      return bytes - LONGEST_DOUBLE - number(value);
    }
    if (value instanceof ObjectNode object) {
      return restOfObject(bytes - 2, object);
    }
    if (value.isArray()) {
      long rest = bytes - 2;
      for (int i = 0; i < value.size() && rest >= 0; i++) {
        rest = rest(rest - 1, value.get(i));
      }
      return rest;
    }
    return value.isBoolean() || value.isNull() ? bytes - SCALAR : -1;
  }

  private static long restOfObject(long bytes, ObjectNode object) {
    long rest = bytes;
    for (var field : object.properties()) {
      if (rest < 0) {
        return rest;
      }
      rest = rest(restOfText(rest - 2, field.getKey()), field.getValue());
    }
    return rest;
  }

  private static long restOfText(long bytes, String text) {
    long rest = bytes - 2;
    for (int i = 0; i < text.length() && rest >= 0; i++) {
      char c = text.charAt(i);
      if (c < ' ' || Character.isSurrogate(c)) {
        // Written as an escape of six characters.
        rest -= 6;
      } else if (c < 0x80) {
        rest -= c == '"' || c == '\\' ? 2 : 1;
      } else {
        rest -= 3;
      }
    }
    return rest;
  }

  /**
   * {@return whether objects and arrays are nested in more than this many levels}
   *
   * @param levels the number of levels
   * @param value the value
   */
  public static boolean isDeeperThan(int levels, JsonNode value) {
    if (!value.isContainerNode()) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    for (JsonNode child : value) {
      if (isDeeperThan(levels - 1, child)) {
        return true;
      }
    }
    return false;
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
