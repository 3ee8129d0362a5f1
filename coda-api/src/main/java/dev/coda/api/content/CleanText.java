package dev.coda.api.content;

import org.jspecify.annotations.Nullable;

/**
 * Text that UTF-8, JSON and databases can store: any characters but U+0000 and halves of surrogate
 * pairs. Thread-safe.
 */
public final class CleanText {
  /** The replacement for a character that cannot be stored. */
  public static final char REPLACEMENT = '\uFFFD';

  private CleanText() {}

  /**
   * {@return whether the text can be stored as it is}
   *
   * @param text the text
   */
  public static boolean isClean(CharSequence text) {
    return firstUnclean(text, true) == text.length();
  }

  /**
   * {@return the text, with each character that cannot be stored replaced by U+FFFD}
   *
   * @param text the text
   */
  public static String clean(String text) {
    int first = firstUnclean(text, true);
    if (first == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) == 0 || isHalf(text, i)) {
        clean.setCharAt(i, REPLACEMENT);
      }
    }
    return clean.toString();
  }

  /**
   * {@return the text as {@link #clean} does; null for null}
   *
   * @param text the text
   */
  public static @Nullable String cleanOrNull(@Nullable String text) {
    return text == null ? null : clean(text);
  }

  /**
   * Writes halves of surrogate pairs in a JSON text as escapes, so that they are kept when the text
   * is encoded in UTF-8.
   *
   * @param json any JSON text; outside its strings it has no surrogates
   * @return the text with escapes
   */
  public static String escaped(String json) {
    int first = firstUnclean(json, false);
    if (first == json.length()) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16).append(json, 0, first);
    for (int i = first; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isHalf(json, i)) {
        escaped.append("\\u").append(Integer.toHexString(c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /**
   * {@return the first characters of a text, as {@code char}s; no pair is cut in two}
   *
   * @param text the text
   * @param length the maximum number of UTF-16 units
   */
  public static String head(String text, int length) {
    return text.length() <= length ? text : text.substring(0, end(text, length));
  }

  /**
   * {@return the text if it is no longer than this, else its first characters and an ellipsis}
   *
   * @param text the text
   * @param length the maximum number of UTF-16 units
   */
  public static String shortened(String text, int length) {
    return text.length() <= length ? text : head(text, length) + "…";
  }

  private static int end(String text, int length) {
    boolean cutsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return cutsPair ? length - 1 : length;
  }

  /**
   * Returns the index of the first half of a pair or U+0000; the length of the text if there is
   * none.
   */
  private static int firstUnclean(CharSequence text, boolean nulToo) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == 0 && nulToo) || (Character.isSurrogate(c) && isHalf(text, i))) {
        return i;
      }
    }
    return text.length();
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
