package dev.coda.bridge.http;

import dev.coda.api.content.CleanText;

/** Makes one short line of foreign text. Thread-safe. */
public final class OneLine {
  private OneLine() {}

  /**
   * {@return the text without control characters and line breaks, cut behind {@code max}
   * characters}
   *
   * @param text any text
   * @param max how many characters at most
   */
  public static String of(String text, int max) {
    return CleanText.shortened(
        CleanText.clean(text).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip(),
        max);
  }
}
