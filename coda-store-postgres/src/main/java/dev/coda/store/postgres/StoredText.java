package dev.coda.store.postgres;

import org.jspecify.annotations.Nullable;

/** Makes any text one that a TEXT column takes. */
final class StoredText {
  static final char REPLACEMENT = '\uFFFD';

  private StoredText() {}

  /** Puts U+FFFD where PostgreSQL's text has nothing: for U+0000 and halves of surrogate pairs. */
  static String of(String text) {
    if (text.indexOf('\0') < 0 && isWellFormed(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      if (out.charAt(i) == '\0' || isHalf(out, i)) {
        out.setCharAt(i, REPLACEMENT);
      }
    }
    return out.toString();
  }

  static @Nullable String ofNullable(@Nullable String text) {
    return text == null ? null : of(text);
  }

  /** Tells whether the text has UTF-8, that is, no half of a surrogate pair. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHalf(text, i)) {
        return false;
      }
    }
    return true;
  }

  /** Escapes halves of surrogate pairs in JSON, where they can only stand in strings. */
  static String escaped(String json) {
    StringBuilder out = new StringBuilder(json.length() + 16);
    for (int i = 0; i < json.length(); i++) {
      if (isHalf(json, i)) {
        out.append("\\u").append(Integer.toHexString(json.charAt(i)));
      } else {
        out.append(json.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean isHalf(CharSequence text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
