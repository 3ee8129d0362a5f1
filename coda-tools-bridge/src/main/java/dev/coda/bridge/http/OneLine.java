package dev.coda.bridge.http;

import dev.coda.api.content.CleanText;

/** Makes one short line of text from another program. Thread-safe. */
public final class OneLine {
  private OneLine() {}

  /**
   * {@return the text without control characters and line breaks, cut after {@code max} characters}
   *
   * @param text any text
   * @param max the maximum number of characters
   */
  public static String of(String text, int max) {
    return CleanText.shortened(
        CleanText.clean(text).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip(),
        max);
  }
}
