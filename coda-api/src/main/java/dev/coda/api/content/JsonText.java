package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Writes JSON as {@link JsonNode#toString} does, and small plain values without the cost of a
 * generator. Thread-safe.
 */
public final class JsonText {
  private static final int LONGEST_PLAIN = 256;

  private JsonText() {}

  /**
   * {@return the text of a value}
   *
   * @param value the value
   */
  public static String of(JsonNode value) {
    if (value.isInt() || value.isLong()) {
      return Long.toString(value.longValue());
    }
    StringBuilder text = new StringBuilder(32);
    return isPlain(value, text) ? text.toString() : value.toString();
  }

  /** Writes a value if that takes no escaping and no formatting of numbers. */
  private static boolean isPlain(JsonNode value, StringBuilder to) {
    if (to.length() > LONGEST_PLAIN) {
      return false;
    }
    if (value.isTextual()) {
      return isPlain(value.textValue(), to);
    }
    if (value.isInt() || value.isLong()) {
      to.append(value.longValue());
      return true;
    }
    if (value.isBoolean()) {
      to.append(value.booleanValue());
      return true;
    }
    return value instanceof ObjectNode object && isPlain(object, to);
  }

  private static boolean isPlain(ObjectNode object, StringBuilder to) {
    to.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!first) {
        to.append(',');
      }
      first = false;
      if (!isPlain(field.getKey(), to)) {
        return false;
      }
      to.append(':');
      if (!isPlain(field.getValue(), to)) {
        return false;
      }
    }
    to.append('}');
    return true;
  }

  private static boolean isPlain(String text, StringBuilder to) {
    if (text.length() > LONGEST_PLAIN) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c >= 0x7F) {
        return false;
      }
    }
    to.append('"').append(text).append('"');
    return true;
  }
}
