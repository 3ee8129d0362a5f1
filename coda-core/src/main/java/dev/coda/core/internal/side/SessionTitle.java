package dev.coda.core.internal.side;

import dev.coda.api.content.CleanText;
import java.text.BreakIterator;
import java.util.Locale;

/** Makes a title from what a user first said: its first line, cut at a word. Thread-safe. */
final class SessionTitle {
  private static final int MAX_LENGTH = 60;

  private SessionTitle() {}

  /** Returns a title of at most 60 characters; empty if the text has no words. */
  static String from(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip().replaceAll("\\s+", " ");
    if (line.length() <= MAX_LENGTH) {
      return line;
    }
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(line);
    int end = words.preceding(MAX_LENGTH);
    if (end < MAX_LENGTH / 2) {
      end = CleanText.head(line, MAX_LENGTH - 1).length();
    }
    return line.substring(0, end).stripTrailing() + "…";
  }
}
