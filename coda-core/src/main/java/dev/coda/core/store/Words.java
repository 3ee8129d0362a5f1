package dev.coda.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Full text search in small: words are what stands between spaces and ASCII punctuation. */
final class Words {
  private final List<String> wanted;

  Words(String query) {
    this.wanted = split(query);
  }

  /** Tells whether each wanted word begins some word of this text; without words nothing fits. */
  boolean in(String text) {
    if (wanted.isEmpty()) {
      return false;
    }
    TreeSet<String> words = new TreeSet<>(split(text));
    for (String word : wanted) {
      String next = words.ceiling(word);
      if (next == null || !next.startsWith(word)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separates(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean separates(char c) {
    return c < 128 ? !Character.isLetterOrDigit(c) : Character.isWhitespace(c);
  }
}
