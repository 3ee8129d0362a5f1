package dev.coda.core.internal.context;

/**
 * Replaces what cannot be stored as UTF-8 text, U+0000 and halves of surrogate pairs, by U+FFFD.
 * Thread-safe.
 */
public final class CleanText {
  private static final char REPLACEMENT = '\uFFFD';

  private CleanText() {}

  /** Tells whether the text can be stored as it is. */
  public static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!startsPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Returns the text, with what cannot be stored replaced one for one. */
  public static String clean(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (startsPair(text, i)) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return clean.toString();
  }

  /** Returns the first characters of a text, as {@code char}s; no pair is cut in two. */
  public static String head(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean cutsPair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, cutsPair ? length - 1 : length);
  }

  /** Returns the text if it is no longer than this, else its first characters and an ellipsis. */
  public static String shortened(String text, int length) {
    return text.length() <= length ? text : head(text, length) + "…";
  }

  private static boolean startsPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
