package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonNumbers;

/** Turns JSON into the text that a person reads in it: its values only. Thread-safe. */
final class ReadText {
  /** Longer text is not read, to limit the time that scores take. */
  private static final int LONGEST = 100_000;

  private ReadText() {}

  /** Returns the values of a tree, each followed by a space, or a single value as it is. */
  static String of(JsonNode value) {
    if (!value.isContainerNode()) {
      return scalar(value);
    }
    StringBuilder text = new StringBuilder();
    collect(value, text);
    return text.toString();
  }

  private static void collect(JsonNode value, StringBuilder text) {
    if (text.length() > LONGEST) {
      return;
    }
    if (value.isContainerNode()) {
      for (JsonNode child : value) {
        collect(child, text);
      }
    } else if (value.isInt()) {
      text.append(value.intValue()).append(' ');
    } else {
      text.append(scalar(value)).append(' ');
    }
  }

  /** Written plainly, {@code 1e1000000000} has as many digits. */
  private static String scalar(JsonNode value) {
    return value.isBigDecimal() && !JsonNumbers.isOutOfRange(value)
        ? value.decimalValue().toPlainString()
        : value.asText();
  }
}
