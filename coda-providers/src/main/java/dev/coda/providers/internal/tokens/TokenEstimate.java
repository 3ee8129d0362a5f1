package dev.coda.providers.internal.tokens;

import dev.coda.api.model.TokenCounter;

/**
 * Estimates tokens from what a text is made of. A token is never less than a byte of UTF-8, so that
 * is the most there can be; a text that is not empty has one at least.
 *
 * @param factor how much finer the family cuts than OpenAI's tokenizers do
 */
record TokenEstimate(double factor) implements TokenCounter {
  private static final int FIRST_IDEOGRAPH = 0x2E80;
  private static final int LETTERS_OF_ONE_TOKEN = 7;
  private static final double LETTERS_OF_FURTHER_TOKENS = 4;
  private static final double FOREIGN_LETTERS = 2.5;
  private static final double IDEOGRAPHS = 0.8;
  private static final double DIGITS = 3;
  private static final double SIGNS = 1.6;
  private static final double SPACES = 12;

  @Override
  public int count(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    double tokens = 0;
    long bytes = 0;
    int i = 0;
    while (i < text.length()) {
      Kind kind = Kind.of(text.codePointAt(i));
      int length = 0;
      while (i < text.length()) {
        int point = text.codePointAt(i);
        if (Kind.of(point) != kind) {
          break;
        }
        length++;
        bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        i += Character.charCount(point);
      }
      tokens += kind.tokens(length);
    }
    return (int) Math.max(1, Math.min(Math.ceil(tokens * factor), (double) bytes));
  }

  private enum Kind {
    LATIN,
    FOREIGN,
    DIGIT,
    WIDE,
    SPACE,
    SIGN;

    static Kind of(int point) {
      if (point < 0x80) {
        if ((point | 0x20) >= 'a' && (point | 0x20) <= 'z') {
          return LATIN;
        }
        return point >= '0' && point <= '9' ? DIGIT : point <= ' ' ? SPACE : SIGN;
      }
      if (point >= FIRST_IDEOGRAPH) {
        return WIDE;
      }
      if (!Character.isLetter(point)) {
        return SIGN;
      }
      return point < 0x250 ? LATIN : FOREIGN;
    }

    double tokens(int length) {
      return switch (this) {
        case LATIN ->
            length <= LETTERS_OF_ONE_TOKEN
                ? 1
                : 1 + (length - LETTERS_OF_ONE_TOKEN) / LETTERS_OF_FURTHER_TOKENS;
        case FOREIGN -> Math.max(1, length / FOREIGN_LETTERS);
        case DIGIT -> Math.ceil(length / DIGITS);
        case WIDE -> Math.max(1, length * IDEOGRAPHS);
        case SIGN -> Math.max(1, length / SIGNS);
        // A single space belongs to the word after it.
        case SPACE -> length == 1 ? 0 : Math.max(1, length / SPACES);
      };
    }
  }
}
