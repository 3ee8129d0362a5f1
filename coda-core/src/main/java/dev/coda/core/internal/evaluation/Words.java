package dev.coda.core.internal.evaluation;

import java.util.Locale;

/** Finds the significant words of a text, ignoring case. Thread-safe. */
final class Words {
  private static final int SHORTEST = 3;

  /** Words that do not show the subject of a text. */
  private static final TermSet COMMON =
      in(
          "the and for you your with that this what when where which who how are was were can could"
              + " will would should please use uses tool from into have has not but its all any get"
              + " give tell does about there here then",
          new TermSet(""));

  private Words() {}

  /** Returns the distinct significant words of a text. */
  static TermSet in(String text) {
    return in(text, COMMON);
  }

  private static TermSet in(String text, TermSet ignored) {
    // Sets compare ASCII letters in any case; what else has two cases is written in the lower one.
    String lower = isAscii(text) ? text : text.toLowerCase(Locale.ROOT);
    TermSet words = new TermSet(lower);
    int start = 0;
    int letters = 0;
    for (int i = 0, next; i < lower.length(); i = next) {
      int character = lower.codePointAt(i);
      next = i + Character.charCount(character);
      if (Character.isLetter(character)) {
        letters++;
      } else {
        add(words, start, i, letters, lower, ignored);
        start = next;
        letters = 0;
      }
    }
    add(words, start, lower.length(), letters, lower, ignored);
    return words;
  }

  private static void add(
      TermSet words, int start, int end, int letters, String text, TermSet ignored) {
    if (letters >= SHORTEST && !ignored.contains(text, start, end)) {
      words.add(start, end);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
