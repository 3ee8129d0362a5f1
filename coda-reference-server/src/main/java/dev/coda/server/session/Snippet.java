package dev.coda.server.session;

import dev.coda.api.content.CleanText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts out of a text what shows why it was found. */
final class Snippet {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int LENGTH = 160;
  private static final int BEFORE = 40;

  private Snippet() {}

  /** Returns one line around the first word that was looked for, or the beginning. */
  static String of(String text, String wanted) {
    String line = text.replaceAll("\\s+", " ").strip();
    int start = Math.max(0, place(line, wanted) - BEFORE);
    if (start > 0) {
      start = line.indexOf(' ', start) + 1;
    }
    String rest = line.substring(start);
    String shown = CleanText.head(rest, LENGTH);
    return (start > 0 ? "… " : "") + shown + (shown.length() < rest.length() ? " …" : "");
  }

  /** Returns whether a text holds one of the words that were looked for. */
  static boolean holds(String text, String wanted) {
    return first(text, wanted) >= 0;
  }

  private static int place(String line, String wanted) {
    // Some letters change their length with their case.
    return Math.min(Math.max(0, first(line, wanted)), line.length());
  }

  private static int first(String line, String wanted) {
    String lower = line.toLowerCase(Locale.ROOT);
    int first = -1;
    Matcher words = WORD.matcher(wanted.toLowerCase(Locale.ROOT));
    while (words.find()) {
      int at = lower.indexOf(words.group());
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    return first;
  }
}
