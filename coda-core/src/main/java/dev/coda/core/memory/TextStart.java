package dev.coda.core.memory;

import dev.coda.api.content.CleanText;

/**
 * Cuts a text to the part that is embedded, about its first 256 tokens. The usual models were
 * trained on no more, and every token costs time. Thread-safe.
 */
final class TextStart {
  static final int TOKENS = 256;

  /** Models read about this many letters of an alphabet as one token, and any other as one. */
  private static final int LETTERS = 4;

  private static final int BUDGET = TOKENS * LETTERS;

  private TextStart() {}

  static String of(String text) {
    int spent = 0;
    for (int i = 0; i < text.length(); i++) {
      spent += text.charAt(i) < '\u0590' ? 1 : LETTERS;
      if (spent > BUDGET) {
        return CleanText.head(text, i);
      }
    }
    return text;
  }
}
