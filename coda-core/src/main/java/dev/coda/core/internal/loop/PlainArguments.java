package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.CompactJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments that most calls have, a flat object of a few short values, in a fraction of
 * the memory that a parser takes. Everything else is left to the parser. Confined to one thread at
 * a time.
 */
final class PlainArguments {
  private static final int LONGEST = 2_000;
  private static final int MAX_FIELDS = 8;
  private static final int MAX_DIGITS = 9;
  private static final char END = 0;

  private final String text;
  private int at;

  private PlainArguments(String text) {
    this.text = text;
  }

  /** Returns what a parser would return; null if that is left to the parser. */
  static @Nullable ObjectNode read(String text) {
    return text.length() > LONGEST ? null : new PlainArguments(text).read();
  }

  private @Nullable ObjectNode read() {
    ObjectNode object = CompactJson.object(2);
    if (!take('{')) {
      return null;
    }
    if (!take('}')) {
      do {
        if (object.size() == MAX_FIELDS || !readField(object)) {
          return null;
        }
      } while (take(','));
      if (!take('}')) {
        return null;
      }
    }
    skipBlanks();
    return at == text.length() ? object : null;
  }

  /** Reads a field; false if it is not plain. */
  private boolean readField(ObjectNode object) {
    skipBlanks();
    String name = string();
    if (name == null || object.has(name) || !take(':')) {
      return false;
    }
    skipBlanks();
    JsonNode value = value();
    if (value == null) {
      return false;
    }
    object.set(name, value);
    return true;
  }

  private @Nullable JsonNode value() {
    return switch (peek()) {
      case '"' -> {
        String string = string();
        yield string == null ? null : TextNode.valueOf(string);
      }
      case 't' -> word("true", BooleanNode.TRUE);
      case 'f' -> word("false", BooleanNode.FALSE);
      case 'n' -> word("null", NullNode.getInstance());
      default -> number();
    };
  }

  private @Nullable JsonNode word(String word, JsonNode value) {
    if (!text.startsWith(word, at)) {
      return null;
    }
    at += word.length();
    return value;
  }

  /** Reads a whole number; what follows it, such as a fraction, has to be part of the object. */
  private @Nullable JsonNode number() {
    boolean negative = peek() == '-';
    at += negative ? 1 : 0;
    int first = at;
    int value = 0;
    while (at - first <= MAX_DIGITS && peek() >= '0' && peek() <= '9') {
      value = 10 * value + text.charAt(at++) - '0';
    }
    int digits = at - first;
    if (digits == 0 || digits > MAX_DIGITS || (text.charAt(first) == '0' && digits > 1)) {
      return null;
    }
    return IntNode.valueOf(negative ? -value : value);
  }

  /** Reads a string without escapes. */
  private @Nullable String string() {
    if (peek() != '"') {
      return null;
    }
    int first = ++at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(first, at++);
      }
      if (c == '\\' || c < ' ') {
        return null;
      }
      at++;
    }
    return null;
  }

  private boolean take(char expected) {
    skipBlanks();
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }
}
