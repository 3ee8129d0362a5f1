package dev.coda.bridge.http;

import java.nio.charset.StandardCharsets;

/** Makes foreign text fit to be stored and shown. Thread-safe. */
public final class CleanText {
  private CleanText() {}

  /** Replaces NUL and lone surrogates, which neither UTF-8 nor PostgreSQL can hold. */
  public static String storable(String text) {
    boolean suspicious = text.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c));
    if (!suspicious) {
      return text;
    }
    String noNul = text.replace('\0', '\uFFFD');
    return new String(noNul.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * Makes one short line: no control characters, no line breaks, at most {@code max} characters.
   */
  public static String line(String text, int max) {
    String line = storable(text).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    if (line.length() <= max) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(max - 1)) ? max - 1 : max;
    return line.substring(0, end) + "…";
  }
}
